"""Categories, situations, groups, synonyms: the words of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.models import (
    Category,
    Language,
    LifeSituation,
    MissedSearch,
    Synonym,
    TargetGroup,
    Topic,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

# A search is shown only when it was made often enough to be nobody's in particular.
MISSED_OFTEN = 5


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("name", "parent", "order")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("topics",)


@admin.register(LifeSituation)
class LifeSituationAdmin(admin.ModelAdmin):
    list_display = ("title", "order")
    search_fields = ("title", "intro")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("categories",)


@admin.register(TargetGroup)
class TargetGroupAdmin(admin.ModelAdmin):
    list_display = ("name", "min_age", "max_age", "order")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    list_display = ("term", "preferred", "relation", "area", "avoid_in_texts", "is_validated")
    list_filter = ("relation", "is_validated", "avoid_in_texts", "area")
    list_per_page = 50
    search_fields = ("term", "preferred")
    search_help_text = _("Cerca una parola, di tutti i giorni o delle schede.")


@admin.register(MissedSearch)
class MissedSearchAdmin(admin.ModelAdmin):
    """What people looked for in vain, read only and only above the threshold."""

    list_display = tuple(field.name for field in MissedSearch._meta.fields if field.name != "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedSearch]:
        return MissedSearch.objects.above_threshold(MISSED_OFTEN)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Language)
class LanguageAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
    search_fields = ("name",)
