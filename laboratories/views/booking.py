"""Asking for places: the page of a cycle, and what became of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from laboratories import booking, hot
from laboratories.forms.booking import WAIT, BookingForm, Choice, choice_of
from laboratories.pages import booking as booking_page
from laboratories.pages import consents_asked
from laboratories.pages.cycle_file import booked_file
from laboratories.placing import RETRY_AFTER_SECONDS
from networking.access import audience
from networking.calendars.writing import CONTENT_TYPE

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from laboratories.models import Cycle

KEPT = ("people", "sessions", "together", "if_full", "key")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose for whom and which sessions, and ask. Everybody may read it; who asks signs in, and loses no choice."""
    cycle = hot.published_cycle(pk)
    if cycle is None:
        raise Http404
    if not request.user.is_authenticated and (request.method == "POST" or "entra" in request.GET):
        return redirect_to_login(_with_choice(request))
    if request.method == "POST":
        return _ask(request, cycle)
    return _page(request, cycle, BookingForm(initial=choice_of(request.GET)))


def _ask(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    if request.POST.get("birth_date"):
        form = BookingForm(request.POST)
        if not form.is_valid():
            return _page(request, cycle, form)
        form.keep_birth_date(request.user)
    try:
        chosen = Choice.of(request.POST)
        made = booking.book(cycle=cycle, by=request.user, now=timezone.now(), **vars(chosen))
    except booking.BookingRefusedError as refused:
        return _page(request, cycle, _with_errors(request, [each.sentence for each in refused.refusals]))
    except booking.FullError:
        return redirect(f"{_with_choice(request, if_full=WAIT)}&pieno=1")
    except booking.BusyError as busy:
        form = _with_errors(request, [str(busy.sentence)])
        response = _page(request, cycle, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return redirect("laboratories:booking_done", pk=made.parties[0])


def _with_errors(request: HttpRequest, sentences: list[str]) -> BookingForm:
    """The form as it was sent, with its key, and why not."""
    form = BookingForm(request.POST)
    for sentence in sentences:
        form.add_error(None, sentence)
    return form


def _page(
    request: HttpRequest, cycle: Cycle, form: BookingForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    page = booking_page.cycle_page(cycle, user, now=timezone.now())
    is_full = "pieno" in request.GET
    form.offer(
        people=page.people,
        sessions=page.sessions,
        asks_birth_date=page.asks_birth_date,
        has_places=page.has_places and not is_full,
    )
    context = {"page": page, "cycle": cycle, "form": form, "is_full": is_full}
    return render(request, "laboratories/cycle_book.html", context, status=status)


def _with_choice(request: HttpRequest, **others: str) -> str:
    """This page with what has been chosen, so that after signing in it is still there."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [(name, value) for name in KEPT if name not in others for value in asked.getlist(name)]
    return f"{request.path}?{urlencode([*chosen, *others.items()])}"


@audience()
@require_safe
def booking_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of a form: with a code, or in the queue; and what may still be agreed to."""
    rows = _rows_or_404(request, pk)
    states = {row.booking.state for row in rows}
    context = {
        "rows": rows,
        "title": _title(states, rows),
        "has_dates": "confirmed" in states,
        "asked": consents_asked.of_people({row.booking.person for row in rows}, request.user),
    }
    return render(request, "laboratories/booking_done.html", context)


@audience()
@require_safe
def booking_dates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one form has booked, for one's own calendar."""
    booked = [row.booking for row in _rows_or_404(request, pk)]
    page_url = request.build_absolute_uri(reverse("laboratories:booking_list"))
    response = HttpResponse(
        booked_file(booked, page_url=page_url, now=timezone.now()), content_type=CONTENT_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="date.ics"'
    return response


def _rows_or_404(request: HttpRequest, pk: UUID) -> list[booking_page.Row]:
    rows = booking_page.rows_of_form(pk, request.user, now=timezone.now())
    if not rows:
        raise Http404
    return rows


def _title(states: set[str], rows: list[booking_page.Row]) -> str:
    codes = {row.code for row in rows}
    if states == {"confirmed"} and len(codes) == 1:
        return _("Prenotato, codice {code}").format(code=rows[0].code)
    if states == {"confirmed"}:
        return _("Prenotato")
    if "confirmed" in states:
        return _("Prenotato in parte")
    return _("In lista d'attesa") if states <= {"waiting", "offered"} else _("La tua richiesta")
