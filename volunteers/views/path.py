"""Asking to help, one's own path, and the sheet on which who coordinates takes each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.models.persons import FOLLOW_PEOPLE
from networking.views.desk.people import person_or_404
from volunteers import telling_when
from volunteers.agreement_texts import agreement
from volunteers.forms.path import ApplyForm
from volunteers.models import COORDINATE
from volunteers.pages import path as page
from volunteers.path import activating, agreeing, applying, ending, enrolling, insuring, meeting, pausing
from volunteers.path.refusing import PathError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import Person
    from volunteers.models import Volunteer

DEEDS: dict[str, Any] = {
    "colloquio": meeting.write_meeting,
    "famiglia": meeting.write_parent,
    "accordo": agreeing.write_paper,
    "registro": enrolling.enrol,
    "assicurazione": insuring.insure,
    "comincia": activating.activate,
    "pausa": pausing.pause,
    "ritorno": pausing.resume,
    "fine": ending.end,
    "no": ending.refuse,
}


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Ask to help; who has asked already finds how far they are."""
    if telling_when.own(request.user) is not None:
        return redirect("volunteers:path")
    return _apply(request, request.user.person, then="volunteers:path")


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same at the desk, for who has no e-mail."""
    person = person_or_404(request.user, pk)
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=person, page=request.path)
    return _apply(request, person, then=person)


@audience()
@require_safe
def path(request: HttpRequest) -> HttpResponse:
    """How far one is, what is missing, the agreement to read."""
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        return redirect("volunteers:apply")
    said, today = agreement(), timezone.localdate()
    context = {
        "volunteer": volunteer,
        "missing": activating.missing(volunteer, today),
        "must_come": page.must_come_with_a_parent(volunteer.person, today),
        "version": said.current,
        "is_to_accept": agreeing.is_to_accept(volunteer, today),
        "paragraphs": said.paragraphs(said.current),
    }
    return render(request, "volunteers/path.html", context)


@audience()
@require_POST
def agreement_accept(request: HttpRequest) -> HttpResponse:
    """Say yes to the words just read."""
    volunteer = _own_or_404(request)
    try:
        agreeing.accept(
            volunteer.pk, version=request.POST.get("versione", ""), by=request.user, now=timezone.now()
        )
    except PathError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Grazie: l'accordo è scritto."))
    return redirect("volunteers:path")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def path_stop(request: HttpRequest) -> HttpResponse:
    """Stop, at any time, after one question."""
    volunteer = _own_or_404(request)
    if request.method != "POST":
        return render(request, "volunteers/path_stop.html", {"volunteer": volunteer})
    ending.end(volunteer.pk, by=request.user, now=timezone.now())
    messages.success(request, _("Fatto. Grazie del tempo che ci hai dato."))
    return redirect("volunteers:home")


@audience(*COORDINATE)
@require_safe
def candidate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The steps of somebody's path, done and to be done."""
    volunteer = _read_or_404(request, pk)
    return _sheet(request, volunteer)


@audience(*COORDINATE)
@require_POST
def candidate_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Take one step; what cannot be is said beside what was typed."""
    volunteer = _read_or_404(request, pk)
    if step not in DEEDS:
        raise Http404
    form = page.form_of(step, volunteer, request.POST)
    if form.is_valid():
        try:
            DEEDS[step](volunteer.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PathError as error:
            for sentence in error.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("Scritto."))
            return redirect("volunteers:candidate", pk=pk)
    return _sheet(request, volunteer, {step: form})


def _apply(request: HttpRequest, person: Person, *, then: Any) -> HttpResponse:
    is_own = person.account_id == request.user.pk
    form = ApplyForm(request.POST or None, person=person, is_own=is_own)
    if form.is_valid():
        try:
            applying.apply(person, by=request.user, now=timezone.now(), **form.cleaned_data)
        except PathError as error:
            form.add_error("birth_date" if "birth_date" in form.fields else None, str(error))
        else:
            messages.success(request, _("Grazie! Chi coordina i volontari chiama nei prossimi giorni."))
            return redirect(then)
    context = {
        "form": form,
        "person": person,
        "is_own": is_own,
        "must_come": page.must_come_with_a_parent(person, timezone.localdate()),
    }
    return render(request, "volunteers/apply.html", context)


def _sheet(request: HttpRequest, volunteer: Volunteer, typed: dict[str, Any] | None = None) -> HttpResponse:
    found = page.sheet(volunteer, today=timezone.localdate(), typed=typed)
    return render(request, "volunteers/candidate.html", {"sheet": found})


def _own_or_404(request: HttpRequest) -> Volunteer:
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        raise Http404
    return volunteer


def _read_or_404(request: HttpRequest, pk: UUID) -> Volunteer:
    """Somebody's path, whose reading is written down; of anybody else one may not even know."""
    volunteer = page.theirs(request.user, pk)
    if volunteer is None:
        raise Http404
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=volunteer, page=request.path)
    return volunteer
