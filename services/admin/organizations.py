"""Organisations, their editors, places."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.models import Organization, Place, ProviderScope


class ProviderScopeInline(admin.TabularInline):
    model = ProviderScope
    extra = 0
    autocomplete_fields = ("role",)
    verbose_name = _("chi scrive per l'ente")
    verbose_name_plural = _("chi scrive per l'ente")


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "comune", "email", "source_date")
    list_filter = ("kind", "comune", "is_demo")
    list_select_related = ("comune",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name", "description", "email")
    search_help_text = _("Cerca per nome, descrizione o e-mail.")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("key",)
    inlines = (ProviderScopeInline,)


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ("name", "comune", "address", "is_protected", "step_free")
    list_filter = ("comune", "is_protected", "step_free")
    list_select_related = ("comune",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name", "address", "locality", "comune__name")
    search_help_text = _("Cerca per nome, indirizzo, frazione o comune.")
    fieldsets = (
        (None, {"fields": ("name", "comune", "locality", "address", "postcode", "is_protected")}),
        (_("Sulla mappa"), {"fields": (("latitude", "longitude"),)}),
        (
            _("Accessibilità"),
            {"fields": ("step_free", "accessible_toilet", "reserved_parking", "access_notes")},
        ),
    )
