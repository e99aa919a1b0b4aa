"""The hours of the portal: what it does by itself, how it went, and having it done now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import health
from networking.models import ScheduledRun
from networking.schedules import lateness, running, work_named

from .scope import ReadOnlyAdmin

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.register(ScheduledRun)
class ScheduledRunAdmin(ReadOnlyAdmin):
    """The list is the registry's, with what the table knows of each work; the code alone changes the hours."""

    change_list_template = "admin/networking/schedules.html"
    list_display = ("name", "started_at", "succeeded_at")

    def get_urls(self) -> list[Any]:
        """Beside the list, the button."""
        view = self.admin_site.admin_view(self.ask_view)
        return [path("<slug:name>/adesso/", view, name="networking_scheduledrun_ask"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        shown = self._told() if self.may(request, "view") else {}
        shown["may_ask"] = self.may(request, "change")
        return super().changelist_view(request, {**(extra_context or {}), **shown})

    def _told(self) -> dict[str, Any]:
        """Every work and how it goes, what is late first."""
        now = timezone.now()
        told = lateness.standings(now=now)
        return {
            "standings": sorted(told, key=lambda each: not each.is_late),
            "late_count": sum(each.is_late for each in told),
            "is_clock_silent": health.is_clock_silent(now=now),
        }

    def ask_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Have a work with hours of its own done now; who asked is in the log of the admin."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may(request, "change"):
            raise PermissionDenied
        work = work_named(name)
        if work is None or not work.is_at_hours:
            raise Http404
        row = running.want(work, now=timezone.now())
        self.log_change(request, row, _("Chiesto di farlo adesso"))
        asked = _(
            "«{work}»: chiesto. Si fa appena il worker è libero; ricarica la pagina per vedere com'è andato."
        )
        messages.success(request, asked.format(work=work.label))
        return redirect("admin:networking_scheduledrun_changelist")
