"""Errors that people report on sheets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin import HandledFilter, ReportAdmin
from services.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(ReportAdmin):
    comune_path = "service__place__comune"
    list_display = ("service", "field", "message", "reported_at", "handled_at")
    list_filter = (HandledFilter, "field")
    list_select_related = ("service__place__comune",)
    search_fields = ("message", "service__title")
    search_help_text = _("Cerca una parola della segnalazione o il titolo della scheda.")
    readonly_fields = ("service", "field", "message", "email", "reported_at")
