"""Ballots: who keeps the sitting opens, closes and annuls them; whoever has a vote casts it, and reads how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.forms.meetings import refuse
from governance.forms.sitting import AnnulForm, BallotForm, VoteForm
from governance.models import AgendaItem, Ballot, BallotRight, Meeting
from governance.pages import sitting as page
from governance.refusing import GovernanceError
from governance.voting import balloting, casting
from networking.access import audience

from .sitting import kept_or_404, show, tried

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def voting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is being voted, and how it ended."""
    return _page(request, _votes_or_404(request, pk))


@audience()
@require_POST
def ballot_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a question to the vote."""
    meeting, now = kept_or_404(request, pk), timezone.now()
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).select_related("meeting")
    form = BallotForm(request.POST, items=items)
    if form.is_valid():
        try:
            balloting.open_ballot(**form.cleaned_data, now=now)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Votazione aperta."))
            return redirect("governance:sitting", pk=pk)
    return show(request, meeting, ballot=form)


@audience()
@require_POST
def ballot_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Count, and say how it ended."""
    ballot = _kept_ballot_or_404(request, pk)
    return tried(
        request,
        ballot.item.meeting,
        lambda: balloting.close(ballot, now=timezone.now()),
        _("Votazione chiusa."),
    )


@audience()
@require_POST
def ballot_annul(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw it away, and say why."""
    ballot, now = _kept_ballot_or_404(request, pk), timezone.now()
    form = AnnulForm(request.POST)
    if form.is_valid():
        try:
            balloting.annul(ballot, because=form.cleaned_data["because"], now=now)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Votazione annullata."))
            return redirect("governance:sitting", pk=ballot.item.meeting_id)
    return show(request, ballot.item.meeting, annul=form)


@audience()
@require_POST
def vote(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own vote, or that of who one votes for."""
    mine = BallotRight.objects.of_user(request.user).select_related("ballot__item__meeting__body")
    right = get_object_or_404(mine, pk=pk)
    meeting = right.ballot.item.meeting
    form = VoteForm(request.POST, prefix=str(right.pk))
    if form.is_valid():
        try:
            casting.vote(right, form.cleaned_data["choice"], now=timezone.now())
        except GovernanceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Voto preso: grazie."))
        return redirect("governance:voting", pk=meeting.pk)
    return _page(request, meeting, typed={right.pk: form})


@audience()
@require_POST
def vote_by_hand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The vote of who raises a hand, written by who keeps the sitting: never a secret one."""
    kept = BallotRight.objects.filter(
        ballot__in=Ballot.objects.kept_by(request.user), ballot__is_secret=False
    )
    right = get_object_or_404(kept.scoped().select_related("ballot__item__meeting"), pk=pk)
    choice = request.POST.get("choice", "")
    return tried(
        request,
        right.ballot.item.meeting,
        lambda: casting.vote(right, choice, now=timezone.now()),
        _("Voto scritto: %(name)s.") % {"name": right.name},
    )


def _page(request: HttpRequest, meeting: Meeting, **typed: object) -> HttpResponse:
    asked = page.asked(request.user, meeting, **typed)  # type: ignore[arg-type]
    may_see = Meeting.objects.visible_to(request.user).filter(pk=meeting.pk).exists()
    context = {"meeting": meeting, "body": meeting.body, "asked": asked, "may_see": may_see}
    return render(request, "governance/voting.html", context)


def _votes_or_404(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting that the reader may see, or in which they cast a vote."""
    found = Meeting.objects.visible_to(request.user).filter(pk=pk).select_related("body").first()
    if found is None:
        mine = BallotRight.objects.of_user(request.user).filter(ballot__item__meeting=pk)
        right = mine.select_related("ballot__item__meeting__body").first()
        found = right.ballot.item.meeting if right else None
    if found is None or found.state == Meeting.State.DRAFT:
        raise Http404
    return found


def _kept_ballot_or_404(request: HttpRequest, pk: UUID) -> Ballot:
    rows = Ballot.objects.kept_by(request.user).select_related("item__meeting__body", "item__meeting__rule")
    found: Ballot = get_object_or_404(rows, pk=pk)
    return found
