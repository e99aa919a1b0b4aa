"""Errors that people report on sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.admin import HandledFilter
from services.models import ErrorReport

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    list_display = ("service", "field", "message", "reported_at", "handled_at")
    list_filter = (HandledFilter, "field")
    list_select_related = ("service",)
    list_per_page = 50
    search_fields = ("message", "service__title")
    readonly_fields = ("service", "field", "message", "email", "reported_at")
    actions = ("mark_as_handled",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Segna come prese in carico"))
    def mark_as_handled(self, request: HttpRequest, reports: QuerySet[ErrorReport]) -> None:
        reports.filter(handled_at=None).update(handled_at=timezone.now())
