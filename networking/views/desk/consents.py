"""At the desk: consents said aloud or signed on paper, written with who said them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from networking import access_log, answering, consent_sheet
from networking.access import audience
from networking.models import AccessRecord, Consent, Person
from networking.models.persons import FOLLOW_PEOPLE
from networking.rules import ADULT_AGE
from networking.views.consents import decide

from .people import person_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import User

DOORS = (Consent.Door.DESK, Consent.Door.PAPER)


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was agreed for somebody one follows; whoever says yes or no is one who answers for them, or themselves."""
    subject = person_or_404(request.user, pk)
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=subject, page=request.path)
    speakers = _who_may_speak(subject, request.user)
    if request.method == "POST":
        said_by = next((each for each in speakers if str(each.pk) == request.POST.get("chi")), None)
        if said_by is None or request.POST.get("come") not in DOORS:
            raise BadRequest
        decide(request, subject, through=request.POST["come"], said_by=said_by)
        return redirect("networking:desk_consents", pk=subject.pk)
    lines = consent_sheet.lines_of(subject, reader=request.user, is_desk=True, now=timezone.now())
    context = {"person": subject, "lines": lines, "speakers": speakers, "doors": DOORS}
    return render(request, "networking/desk_consents.html", context)


def _who_may_speak(subject: Person, user: User) -> list[Person]:
    """Those who answer today and may book; an adult for whom nobody does, themselves."""
    today = timezone.localdate()
    ties = answering.ties_of(subject, known_to=user, day=today)
    found = [tie.guardian for tie in ties.answered_by if tie.pk in ties.in_force and tie.can_book]
    age = subject.age_on(today)
    return found if found or (age is not None and age < ADULT_AGE) else [subject]
