"""What people report of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import PageReport

from .scope import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class HandledFilter(admin.SimpleListFilter):
    """What still waits for somebody is shown first."""

    title = _("presa in carico")
    parameter_name = "presa_in_carico"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("da guardare")), ("si", _("già prese in carico"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() is None else queryset.filter(handled_at__isnull=self.value() == "no")


class ReportAdmin(ScopedAdmin):
    """What people report: staff read it and say that somebody has it in hand; they never write it."""

    list_filter: tuple[Any, ...] = (HandledFilter,)
    actions = ("mark_as_handled",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Segna come già prese in carico"), permissions=["change"])
    def mark_as_handled(self, request: HttpRequest, reports: QuerySet) -> None:
        """Keep the first moment of those already in hand."""
        self.changeable(request, reports).filter(handled_at=None).update(handled_at=timezone.now())


@admin.register(PageReport)
class PageReportAdmin(ReportAdmin):
    list_display = ("path", "message", "reported_at", "handled_at")
    search_fields = ("path", "message")
    search_help_text = _("Cerca una parola della segnalazione o un pezzo dell'indirizzo della pagina.")
    readonly_fields = ("path", "message", "email", "reported_at")
