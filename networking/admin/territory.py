"""Zones, comuni, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Holiday, PopulationBand, SchoolBreak, SchoolYear, Zone

from .scope import ScopedAdmin, ScopedInline

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Zone)
class ZoneAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("number", "name", "contact_phone", "contact_email")
    search_fields = ("name", "number")
    search_help_text = _("Cerca per nome o numero.")
    prepopulated_fields = {"slug": ("name",)}


class PopulationBandInline(ScopedInline):
    model = PopulationBand


@admin.register(Comune)
class ComuneAdmin(ScopedAdmin):
    """All staff read all comuni, which are public; each is changed where one works."""

    is_shared = True
    list_display = ("name", "zone", "codice_istat", "phone", "email")
    list_filter = ("zone", "is_in_seismic_crater")
    list_select_related = ("zone",)
    search_fields = ("name", "codice_istat", "postcode")
    search_help_text = _("Cerca per nome, codice ISTAT o CAP.")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PopulationBandInline,)

    def may(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        """A comune lies in itself; a new one is for whoever works everywhere."""
        scope = self.reach(request, verb)
        return scope.everywhere if verb == "add" else bool(scope) if row is None else scope.holds(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Comune | None = None) -> tuple[str, ...]:
        """Which zone a comune belongs to is not for one zone to say."""
        return () if self.reach(request, "change").everywhere else ("zone", "is_zone_lead")


@admin.register(Holiday)
class HolidayAdmin(ScopedAdmin):
    is_shared = True
    list_display = ("date", "name")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome della festa.")
    date_hierarchy = "date"


class SchoolBreakInline(ScopedInline):
    model = SchoolBreak
    extra = 1
    fields = ("name", "first_day", "last_day", "comune", "source")


@admin.register(SchoolYear)
class SchoolYearAdmin(ScopedAdmin):
    """A year that is missing here is told by whoever plans what follows the school's calendar."""

    is_shared = True
    list_display = ("name", "first_day", "last_day", "source")
    inlines = (SchoolBreakInline,)
