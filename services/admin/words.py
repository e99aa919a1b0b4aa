"""Categories, situations, groups, synonyms: the words of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin import InScopeFilter, ReadOnlyAdmin, ScopedAdmin
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
class CategoryAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("name", "parent", "order")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("name", "description")
    search_help_text = _("Cerca per nome o descrizione.")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("topics",)


@admin.register(LifeSituation)
class LifeSituationAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("title", "order")
    search_fields = ("title", "intro")
    search_help_text = _("Cerca una parola della situazione.")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("categories",)


@admin.register(TargetGroup)
class TargetGroupAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("name", "min_age", "max_age", "order")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Synonym)
class SynonymAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("term", "preferred", "relation", "area", "avoid_in_texts", "is_validated")
    list_filter = ("relation", "is_validated", "avoid_in_texts", "area")
    search_fields = ("term", "preferred")
    search_help_text = _("Cerca una parola, di tutti i giorni o delle schede.")


@admin.register(MissedSearch)
class MissedSearchAdmin(ReadOnlyAdmin):
    """What people looked for in vain, read only and only above the threshold."""

    comune_path = "comune"
    list_display = ("words", "comune", "month", "times")
    list_display_links = None
    list_filter = (("comune", InScopeFilter),)
    list_select_related = ("comune",)
    search_fields = ("words",)
    search_help_text = _("Cerca una delle parole cercate.")
    date_hierarchy = "month"

    def all_rows(self, request: HttpRequest) -> QuerySet[MissedSearch]:
        return MissedSearch.objects.above_threshold(MISSED_OFTEN)


@admin.register(Topic)
class TopicAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("name", "slug")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Language)
class LanguageAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("name", "code")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
