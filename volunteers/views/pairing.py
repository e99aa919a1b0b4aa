"""Making a pair, and changing its volunteer: whom, how, and then who of those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Person
from volunteers.companions import changing, pairing, suiting
from volunteers.companions.refusing import PairError
from volunteers.forms.companions import HandOverForm, TermsForm
from volunteers.models import COORDINATE, Companionship, Volunteer
from volunteers.pages import companions as page

from .companions import pair_or_404
from .visits import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*COORDINATE)
@require_safe
def companionship_who(request: HttpRequest) -> HttpResponse:
    """Who has said yes to company, and has none yet."""
    people = list(page.who_may_have(request.user))
    if people:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Person,
            rows=len(people),
            page=request.path,
        )
    return render(request, "volunteers/companionship_who.html", {"people": people})


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def companionship_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How, and then with whom."""
    person = get_object_or_404(page.who_may_have(request.user), pk=pk)
    form = TermsForm(_said(request))
    volunteer = _chosen(request)
    if form.is_valid() and volunteer is not None:
        first_on, now = form.cleaned_data["first_on"], timezone.now()
        try:
            made = pairing.pair(person, volunteer, form.terms(), first_on=first_on, by=request.user, now=now)
        except PairError as error:
            say(request, error)
        else:
            messages.success(
                request, _("Fatto: %(who)s ha il primo incontro in programma.") % {"who": volunteer}
            )
            return redirect(made)
    return _page(request, person, form)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def companionship_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another volunteer in the place of one."""
    pair = pair_or_404(request, pk)
    form = HandOverForm(_said(request), initial={name: getattr(pair, name) for name in pairing.Terms._fields})
    volunteer = _chosen(request)
    if form.is_valid() and volunteer is not None:
        first_on, together = form.cleaned_data["first_on"], form.cleaned_data["together"]
        try:
            made = changing.hand_over(
                pair.pk,
                volunteer,
                form.terms(),
                first_on=first_on,
                together=together,
                by=request.user,
                now=timezone.now(),
            )
        except PairError as error:
            say(request, error)
        else:
            messages.success(request, _("Fatto: il testimone passa a %(who)s.") % {"who": volunteer})
            return redirect(made)
    return _page(request, pair.person, form, pair)


def _said(request: HttpRequest) -> object:
    """What was chosen: in the address while one looks, in the form when one decides; nothing at first."""
    return (request.POST if request.method == "POST" else request.GET) or None


def _chosen(request: HttpRequest) -> Volunteer | None:
    """The volunteer whose button was pressed, of those whom the reader follows."""
    try:
        wanted = UUID(request.POST.get("chi", ""))
    except ValueError:
        return None
    return Volunteer.objects.coordinated_by(request.user).select_related("person").filter(pk=wanted).first()


def _page(
    request: HttpRequest, person: Person, form: TermsForm, pair: Companionship | None = None
) -> HttpResponse:
    """The form; and once it is right, who may and who may not."""
    found = None
    if form.is_valid():
        people = Volunteer.objects.coordinated_by(request.user)
        found = suiting.suited(people, person, form.terms(), first_on=form.cleaned_data["first_on"])
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=person, page=request.path)
    context = {"person": person, "form": form, "found": found, "pair": pair}
    return render(request, "volunteers/companionship_new.html", context)
