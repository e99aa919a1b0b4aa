"""The yes of who answers for somebody of sixteen or seventeen, and changing one's mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Consent
from networking.models.persons import FOLLOW_PEOPLE
from networking.views.desk.people import person_or_404
from volunteers.pages import parents as page
from volunteers.path import parents
from volunteers.path.refusing import PathError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import Person
    from volunteers.pages.parents import Asked

AT_THE_DESK = (Consent.Door.DESK, Consent.Door.PAPER)


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def parent_consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read what it means, and decide; `pk` is the person who wants to help."""
    asked = page.asked_for(request.user, pk, today=timezone.localdate())
    if asked is None:
        raise Http404
    if request.method == "POST":
        _decide(request, asked, said_by=request.user.person, through=Consent.Door.OWN_AREA)
        return redirect("volunteers:parent_consent", pk=pk)
    return render(request, "volunteers/parent_consent.html", {"asked": asked})


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_parent_consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """At the desk: the same, said aloud or signed on paper by who answers for them."""
    subject = person_or_404(request.user, pk)
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=subject, page=request.path)
    found = page.at_the_desk(subject, known_to=request.user, today=timezone.localdate())
    if found is None:
        raise Http404
    asked, speakers = found
    if request.method == "POST":
        said_by = next((each for each in speakers if str(each.pk) == request.POST.get("chi")), None)
        if said_by is None or request.POST.get("come") not in AT_THE_DESK:
            raise BadRequest
        _decide(request, asked, said_by=said_by, through=request.POST["come"])
        return redirect("volunteers:desk_parent_consent", pk=pk)
    context = {"asked": asked, "person": subject, "speakers": speakers, "doors": AT_THE_DESK}
    return render(request, "volunteers/desk_parent_consent.html", context)


def _decide(request: HttpRequest, asked: Asked, *, said_by: Person, through: str) -> None:
    answer = request.POST.get("risposta")
    if answer not in ("si", "no"):
        raise BadRequest
    act = parents.agree if answer == "si" else parents.take_back
    try:
        act(asked.volunteer.pk, said_by=said_by, through=through, now=timezone.now())
    except PathError as error:
        messages.error(request, str(error))
    else:
        yes = _("Abbiamo scritto il sì. Prima che cominci, chi coordina i volontari chiama chi lo ha detto.")
        no = _("Da adesso il consenso non c'è più: i turni già presi sono sospesi.")
        messages.success(request, yes if answer == "si" else no)
