"""The consents of who takes part: given and taken back with one button each, by those who answer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from networking import consent_sheet, consenting
from networking.access import audience
from networking.models import Consent, Guardianship, Person
from networking.rules import ADULT_AGE

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import User


@audience()
@require_safe
def consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was agreed for somebody of one's own family, by whom, and in which words."""
    subject = get_object_or_404(Person.objects.of_family(request.user), pk=pk)
    context = {
        "person": subject,
        "lines": consent_sheet.lines_of(subject, reader=request.user, now=timezone.now()),
        "may_decide": _may_decide(request.user, subject),
    }
    return render(request, "networking/family_consents.html", context)


@audience()
@require_POST
def consent_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes or no: whoever may book for them."""
    subject = get_object_or_404(Person.objects.of_family(request.user), pk=pk)
    if not _may_decide(request.user, subject):
        raise Http404
    decide(request, subject, through=Consent.Door.OWN_AREA, said_by=request.user.person)
    return redirect("networking:family_consents", pk=subject.pk)


def decide(request: HttpRequest, subject: Person, *, through: str, said_by: Person) -> None:
    """Write what the form says, and tell whoever pressed."""
    purpose, now = request.POST.get("scopo", ""), timezone.now()
    if purpose not in consenting.ON_THE_SHEET:
        raise BadRequest
    if request.POST.get("risposta") == "si":
        try:
            consenting.give(subject, purpose, through=through, now=now, given_by=said_by)
        except consenting.NotAskedError as error:
            raise BadRequest from error
        messages.success(request, _("Abbiamo scritto il sì. Si può cambiare idea quando si vuole, da qui."))
    else:
        consenting.take_back(subject, purpose, through=through, now=now, withdrawn_by=said_by)
        messages.success(request, _("Da adesso il consenso non c'è più."))


def _may_decide(user: User, subject: Person) -> bool:
    """Who answers and may book; an adult for themselves."""
    today = timezone.localdate()
    if subject.account_id == user.pk:
        age = subject.age_on(today)
        return age is None or age >= ADULT_AGE
    ties = Guardianship.objects.of_guardian(user, today)
    return ties.filter(child=subject, can_book=True).exists()
