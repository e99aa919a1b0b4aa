"""Referrals: from a pair, the desk or a session; those that wait; how one ended. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from laboratories.models import Session
from laboratories.registers import roll
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Person, RoleKind
from networking.models.persons import FOLLOW_PEOPLE
from volunteers.forms.referrals import OutcomeForm, ReferralForm
from volunteers.models import COORDINATE, Referral
from volunteers.pages import referrals as page
from volunteers.referrals import referring
from volunteers.referrals.referring import Origin, ReferralError

from .companions import pair_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed
Source = Referral.Source
# Each sees those of their own territory, and those that they made.
WHO_REFERS = tuple(dict.fromkeys((*FOLLOW_PEOPLE, *COORDINATE, RoleKind.EDUCATOR)))


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_from_pair(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For who receives company."""
    pair = pair_or_404(request, pk)
    return _refer(request, pair.person, Origin(Source.COMPANIONSHIP, companionship=pair))


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_from_desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For who is at the desk."""
    followed = Person.objects.followed_by(request.user).select_related("comune")
    return _refer(request, get_object_or_404(followed, pk=pk), Origin(Source.DESK))


@audience()
@require_safe
def referral_who(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom of a session one leads."""
    session = get_object_or_404(Session.objects.run_by(request.user), pk=pk)
    people = [line.person for line in roll.lines_of(session, reader=request.user, now=timezone.now())]
    if people:
        access_log.record(
            reader=request.user, deed=Deed.LISTED, subject=Person, rows=len(people), page=request.path
        )
    return render(request, "volunteers/referral_who.html", {"session": session, "people": people})


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def referral_from_session(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """For somebody of a session that one leads."""
    session = get_object_or_404(Session.objects.run_by(request.user), pk=pk)
    lines = roll.lines_of(session, reader=request.user, now=timezone.now())
    expected = Person.objects.for_everyone(reason=page.READING).filter(
        pk__in=[line.person.pk for line in lines]
    )
    subject = get_object_or_404(expected.select_related("comune"), pk=person)
    return _refer(request, subject, Origin(Source.EDUCATOR, session=session))


@audience(*WHO_REFERS)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Those that wait for an outcome, the oldest first; and the last that have one."""
    rows = page.worked_by(request.user)
    waiting, known = (
        list(rows.open()[: page.MOST]),
        list(rows.exclude(outcome=Referral.Outcome.WAITING)[: page.MOST]),
    )
    if waiting or known:
        access_log.record(
            reader=request.user,
            deed=Deed.LISTED,
            subject=Referral,
            rows=len(waiting) + len(known),
            page=request.path,
        )
    return render(request, "volunteers/referrals.html", {"waiting": waiting, "known": known})


@audience(*WHO_REFERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One, and how it ended."""
    row = get_object_or_404(page.worked_by(request.user), pk=pk)
    access_log.record(reader=request.user, deed=Deed.READ, subject=row, page=request.path)
    form = OutcomeForm(request.POST or None, initial={"outcome": row.outcome, "note": row.outcome_note})
    if form.is_valid():
        referring.settle(row, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Scritto."))
        return redirect("volunteers:referrals")
    return render(request, "volunteers/referral.html", {"row": row, "form": form})


def _refer(request: HttpRequest, person: Person, origin: Origin) -> HttpResponse:
    """First the service, from the catalogue; then why, and the yes."""
    now = timezone.now()
    service = page.service_of(request.GET.get("servizio", ""))
    who = referring.who_may_agree(person, today=timezone.localdate(now))
    initial = {"agreed_on": timezone.localdate(now)}
    form = ReferralForm(request.POST or None, who=who, initial=initial) if service else None
    if service and form and form.is_valid():
        try:
            referring.refer(
                person,
                service,
                reason=form.cleaned_data["reason"],
                yes=form.yes(),
                origin=origin,
                by=request.user,
                now=now,
            )
        except ReferralError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Scritto: fra due settimane ti chiediamo com'è andata."))
            return redirect("volunteers:referrals")
    access_log.record(reader=request.user, deed=Deed.READ, subject=person, page=request.path)
    words = request.GET.get("q", "")
    context = {"person": person, "service": service, "form": form, "words": words}
    if service is None:
        context["rows"] = page.found(words, person, now=timezone.localtime(now))
    return render(request, "volunteers/referral_new.html", context)
