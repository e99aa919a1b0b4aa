"""Categories, situations, groups, synonyms: the words of the catalogue."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.models import Category, Language, LifeSituation, Synonym, TargetGroup, Topic


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("name", "parent", "order")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("topics",)


@admin.register(LifeSituation)
class LifeSituationAdmin(admin.ModelAdmin):
    list_display = ("title", "order")
    search_fields = ("title", "intro")
    prepopulated_fields = {"slug": ("title",)}
    filter_horizontal = ("categories",)


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


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Language)
class LanguageAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
    search_fields = ("name",)
