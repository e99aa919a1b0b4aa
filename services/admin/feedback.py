"""Errors that people report on sheets."""

from django.contrib import admin

from networking.admin import HandledFilter, ReportAdmin
from services.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(ReportAdmin):
    list_display = ("service", "field", "message", "reported_at", "handled_at")
    list_filter = (HandledFilter, "field")
    list_select_related = ("service",)
    search_fields = ("message", "service__title")
    readonly_fields = ("service", "field", "message", "email", "reported_at")
