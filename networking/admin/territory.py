"""Zones, comuni, holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import travel
from networking.models import Comune, Holiday, PopulationBand, SchoolBreak, SchoolYear, TravelTime, Zone

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

    def save_model(self, request: HttpRequest, obj: Comune, form: Any, change: bool) -> None:
        """From a comune that joins, and to it, somebody must be able to say how long it takes."""
        super().save_model(request, obj, form, change)
        if not change:
            travel.estimate_missing()


@admin.register(TravelTime)
class TravelTimeAdmin(ScopedAdmin):
    """The ways, read by all staff and corrected from where one works."""

    is_shared = True
    comune_path = "origin"
    list_display = ("origin", "destination", "minutes", "winter_minutes", "is_estimate")
    list_filter = ("is_estimate", "origin")
    list_select_related = ("origin", "destination")
    search_fields = ("origin__name", "destination__name")
    search_help_text = _("Cerca per comune.")

    def get_readonly_fields(self, request: HttpRequest, obj: TravelTime | None = None) -> tuple[str, ...]:
        return ("origin", "destination", "source") if obj else ("source",)

    def save_model(self, request: HttpRequest, obj: TravelTime, form: Any, change: bool) -> None:
        """New or corrected, it is known since when."""
        super().save_model(request, obj, form, change)
        travel.correct([obj], now=timezone.now())


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
