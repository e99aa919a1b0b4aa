"""Organisations, their editors, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin import InScopeFilter, ScopedAdmin, ScopedInline
from services.imports import ORGANIZATIONS
from services.models import Organization, Place, ProviderScope

from .exchange import SheetExchange

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class ProviderScopeInline(ScopedInline):
    model = ProviderScope
    autocomplete_fields = ("role",)
    fields = ("role", "who")
    readonly_fields = ("who",)
    verbose_name = _("chi scrive per l'ente")
    verbose_name_plural = _("chi scrive per l'ente")

    @admin.display(description=_("nome e cognome"))
    def who(self, scope: ProviderScope) -> str:
        return str(scope.role.user) if scope.pk else "—"


@admin.register(Organization)
class OrganizationAdmin(SheetExchange, ScopedAdmin):
    sheet_table = ORGANIZATIONS
    comune_path = "comune"
    list_display = ("name", "kind", "comune", "email", "source_date")
    list_filter = ("kind", ("comune", InScopeFilter), "is_demo")
    list_select_related = ("comune",)
    search_fields = ("name", "description", "email")
    search_help_text = _("Cerca per nome, descrizione o e-mail.")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("key",)
    inlines = (ProviderScopeInline,)
    actions = ("export_chosen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        """A service may be of an organisation of anywhere: names, which are public, can be chosen by all staff."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return self.all_rows(request)
        return super().get_queryset(request)


@admin.register(Place)
class PlaceAdmin(ScopedAdmin):
    comune_path = "comune"
    list_display = ("name", "comune", "address", "is_protected", "step_free")
    list_filter = (("comune", InScopeFilter), "is_protected", "step_free")
    list_select_related = ("comune",)
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
