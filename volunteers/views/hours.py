"""One's own hours: I am here, how long it was, the sheet that says how many; and who checks that sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from laboratories.registers import numbers
from networking import limits
from networking.access import audience
from networking.views.files import attached_bytes
from volunteers import telling_when
from volunteers.forms.hours import DaysForm, MinutesForm
from volunteers.hours import certifying, declaring
from volunteers.hours.refusing import HoursError
from volunteers.models import HoursCertificate
from volunteers.pages import hours as page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from volunteers.models import Assignment, Volunteer

TEN_MINUTES = 600


@audience()
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """What one has given, what waits, what is still to be said."""
    now = timezone.now()
    today = timezone.localdate(now)
    days = DaysForm(initial={"first": page.first_day(today), "last": today})
    found = page.mine(request.user, _volunteer(request), now=now)
    return render(request, "volunteers/hours.html", {"mine": found, "days": days})


@audience()
@require_POST
def hours_arrive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """«I am here»."""
    try:
        declaring.arrive(_own(request, pk).pk, now=timezone.now())
    except HoursError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bene: segnato."))
    return redirect("volunteers:hours")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def hours_declare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how long it was."""
    said = page.said(_own(request, pk))
    form = MinutesForm(request.POST or None, said=said.declared)
    if form.is_valid():
        try:
            declaring.declare(said.row.pk, minutes=form.total(), by=request.user, now=timezone.now())
        except HoursError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Grazie! Chi coordina le conferma."))
            return redirect("volunteers:hours")
    return render(request, "volunteers/hours_declare.html", {"said": said, "form": form})


@audience()
@require_POST
def hours_certificate_new(request: HttpRequest) -> HttpResponse:
    """A certificate of the days that one writes."""
    form = DaysForm(request.POST)
    now, volunteer = timezone.now(), _volunteer(request)
    if form.is_valid():
        try:
            made = certifying.issue(volunteer, **form.cleaned_data, by=request.user, now=now)
        except HoursError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("L'attestato è pronto."))
            return redirect(f"{request.path.removesuffix('attestato/')}#attestato-{made.pk}")
    context = {"mine": page.mine(request.user, volunteer, now=now), "days": form}
    return render(request, "volunteers/hours.html", context)


@audience()
@require_safe
def hours_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of one of them; nothing to save of one that was revoked."""
    mine = HoursCertificate.objects.own(request.user).filter(revoked_at=None)
    found = get_object_or_404(mine.select_related("volunteer__person"), pk=pk)
    return attached_bytes(
        certifying.sheet_of(found), name="attestato-ore.pdf", content_type="application/pdf"
    )


@login_not_required
@never_cache
@require_safe
def hours_check(request: HttpRequest, number: str = "") -> HttpResponse:
    """Whether a certificate of hours is true: initials, hours and days. Of any other number nothing is said."""
    typed = request.GET.get("numero", "").strip()[:60]
    if typed and (known := numbers.typed(typed)):
        return redirect("volunteers:hours_check", number=numbers.grouped(known))
    words = number[:60] or typed
    found = certifying.by_number(number) if number else None
    if found is None:
        answer = _unknown(request, words)
    else:
        person = found.volunteer.person
        whose = numbers.initials(person.given_name, person.family_name)
        answer = render(request, "volunteers/hours_check.html", {"certificate": found, "initials": whose})
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _unknown(request: HttpRequest, words: str) -> HttpResponse:
    if words and limits.is_exceeded(request, "certificate_unknown"):
        answer = render(request, "429.html", status=429)
        answer["Retry-After"] = TEN_MINUTES
        return answer
    return render(request, "volunteers/hours_check_ask.html", {"words": words}, status=404 if words else 200)


def _volunteer(request: HttpRequest) -> Volunteer:
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        raise Http404
    return volunteer


def _own(request: HttpRequest, pk: UUID) -> Assignment:
    return get_object_or_404(page.own(request.user, now=timezone.now()), pk=pk)
