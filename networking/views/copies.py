"""Asking for a copy of one's data, or of somebody's for whom one answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networking import jobs
from networking.access import audience
from networking.exporting.archive import ones_own
from networking.forms import DataCopyForm
from networking.models import Job, Person
from networking.models.persons import FOLLOW_PEOPLE

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

KIND = "own_data"
# The desk serves many people in a day.
DESK_A_DAY, ONES_OWN_A_DAY = 60, 5


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, app="allauth.account")
def data_copy(request: HttpRequest) -> HttpResponse:
    """Myself and those for whom I answer; a POST asks, by who has just said again who they are."""
    people = ones_own(request.user, timezone.localdate()).select_related("comune")
    if request.method == "POST":
        form = DataCopyForm(request.POST, people=people)
        if form.is_valid():
            return _ask(request, form.cleaned_data["person"], most_a_day=ONES_OWN_A_DAY)
        if request.POST.get("person"):
            raise Http404
        # Nobody was chosen: the page is shown again.
    # Oneself first.
    shown = sorted(people, key=lambda person: person.account_id != request.user.pk)
    recent = Job.objects.visible_to(request.user).filter(kind=KIND).select_related("about")[:5]
    return render(request, "networking/data_copy.html", {"people": shown, "jobs": recent})


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, app="allauth.account")
def desk_person_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same, at the desk, for somebody without an access, who asks for it there."""
    person = get_object_or_404(Person.objects.followed_by(request.user), pk=pk)
    if request.method == "POST":
        return _ask(request, person, most_a_day=DESK_A_DAY)
    return render(request, "networking/desk_person_copy.html", {"person": person})


def _ask(request: HttpRequest, person: Person, *, most_a_day: int) -> HttpResponse:
    try:
        job = jobs.ask(KIND, by=request.user, about=person, now=timezone.now(), most_a_day=most_a_day)
    except jobs.TooManyError:
        messages.error(request, _("Hai già chiesto abbastanza copie per oggi. Riprova domani."))
        return redirect(request.path)
    return redirect(job)
