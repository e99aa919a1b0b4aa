"""The page that writes the sessions of a cycle: shown first, with what is skipped and why; written when one says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.pages.dates import dates_page
from laboratories.timetable import planning

from .acting import Acts

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from laboratories.models import Cycle
    from laboratories.pages.dates import DatesPage


class WritesDates(Acts):
    """For the page of a cycle in the admin: beside it, its dates."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.dates_view)
        return [
            path("<uuid:pk>/incontri/", view, name="laboratories_cycle_dates"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def dates_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What the weekly hours and the calendars give; those that are ticked are written."""
        cycle = self.found(request, pk)
        if cycle.called_off_at:
            raise PermissionDenied
        if request.method != "POST":
            return self._dates(request, cycle, dates_page(cycle, now=timezone.now()))
        page = dates_page(cycle, now=timezone.now(), keys=request.POST.getlist("incontri"))
        chosen = page.chosen(request.POST.getlist("incontri"))
        if not chosen:
            messages.error(request, _("Scegli almeno una data."))
            return self._dates(request, cycle, page)
        try:
            made = planning.add(cycle, chosen, now=timezone.now())
        except planning.ConflictError:
            # Somebody was quicker: the page, read again, says who and where.
            messages.error(
                request,
                _("Non è stato scritto niente: in una data qualcuno ha fatto prima. Guarda qui sotto."),
            )
            return self._dates(
                request, cycle, dates_page(cycle, now=timezone.now(), keys=request.POST.getlist("incontri"))
            )
        said = ngettext("Scritto %d incontro.", "Scritti %d incontri.", len(made)) % len(made)
        messages.success(request, said)
        return redirect("admin:laboratories_cycle_dates", cycle.pk)

    def _dates(self, request: HttpRequest, cycle: Cycle, page: DatesPage) -> HttpResponse:
        said = _("Date di «{cycle}»").format(cycle=cycle)
        return self.page(request, "cycle_dates", cycle, title=said, page=page)
