"""Zones, comuni, holidays."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Holiday, PopulationBand, Zone


@admin.register(Zone)
class ZoneAdmin(admin.ModelAdmin):
    list_display = ("number", "name", "contact_phone", "contact_email")
    prepopulated_fields = {"slug": ("name",)}


class PopulationBandInline(admin.TabularInline):
    model = PopulationBand
    extra = 0


@admin.register(Comune)
class ComuneAdmin(admin.ModelAdmin):
    list_display = ("name", "zone", "codice_istat", "phone", "email")
    list_filter = ("zone", "is_in_seismic_crater")
    list_select_related = ("zone",)
    search_fields = ("name", "codice_istat", "postcode")
    search_help_text = _("Cerca per nome, codice ISTAT o CAP.")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PopulationBandInline,)


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ("date", "name")
    date_hierarchy = "date"
