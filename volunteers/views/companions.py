"""Company, for who coordinates: the list, one pair, and what is done of it. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from volunteers.companions import ending, noting, pausing, wishing
from volunteers.companions.refusing import PairError
from volunteers.forms.companions import ContactForm, PauseForm
from volunteers.forms.coordination import WhereForm
from volunteers.forms.turns import WhyForm
from volunteers.models import COORDINATE, Companionship, CompanionshipWish
from volunteers.pages import companions as page

from .visits import say

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed


@audience(*COORDINATE)
@require_safe
def companionships(request: HttpRequest) -> HttpResponse:
    """Who waits for company, and the pairs: the worrying and the silent first."""
    where = WhereForm(request.GET, scope=request.user.scope(*COORDINATE))
    found = page.listed(request.user, now=timezone.now(), comuni=where.chosen())
    if found.people:
        access_log.record(
            reader=request.user, deed=Deed.LISTED, subject=Companionship, rows=found.people, page=request.path
        )
    return render(request, "volunteers/companionships.html", {"found": found, "where": where})


@audience(*COORDINATE)
@require_safe
def companionship(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One pair: who they are, the next meetings, the notes, the contacts of each month, the services shown."""
    pair = pair_or_404(request, pk)
    access_log.record(reader=request.user, deed=Deed.READ, subject=pair, page=request.path)
    context = {"sheet": page.sheet(pair, now=timezone.now())}
    return render(request, "volunteers/companionship.html", context)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def companionship_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A note of who coordinates: they called, they went to see."""
    pair = pair_or_404(request, pk)
    initial = {"how": "telephone", "day": timezone.localdate()}
    form = ContactForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return _ask(request, pair, form, _("Scrivi una nota"))
    cells = form.cleaned_data
    try:
        noting.note(pk, form.words(cells["how"]), by=request.user, now=timezone.now(), day=cells["day"])
    except PairError as error:
        say(request, error)
    return redirect(pair)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def companionship_pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop for a while."""
    pair = pair_or_404(request, pk)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, pair, form, _("Metti in pausa"))
    try:
        pausing.pause(pk, until=form.cleaned_data["until"], by=request.user, now=timezone.now())
    except PairError as error:
        say(request, error)
    else:
        messages.success(request, _("In pausa: gli incontri non ci sono più, e chi fa compagnia lo sa."))
    return redirect(pair)


@audience(*COORDINATE)
@require_POST
def companionship_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin again."""
    pair = pair_or_404(request, pk)
    try:
        pausing.resume(pk, by=request.user, now=timezone.now())
    except PairError as error:
        say(request, error)
    else:
        messages.success(request, _("Si ricomincia: gli incontri delle prossime settimane sono pronti."))
    return redirect(pair)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def companionship_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it, saying why."""
    pair = pair_or_404(request, pk)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return _ask(request, pair, form, _("Chiudi la compagnia"))
    ending.end(pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Chiusa: chi faceva compagnia non vede più indirizzo e telefono."))
    return redirect("volunteers:companionships")


@audience(*COORDINATE)
@require_POST
def wish_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what became of a request for company: heard, or not needed any more."""
    wish = get_object_or_404(CompanionshipWish.objects.visible_to(request.user), pk=pk)
    wishing.answer(wish, state=request.POST.get("stato", ""), by=request.user, now=timezone.now())
    return redirect("volunteers:companionships")


def pair_or_404(request: HttpRequest, pk: UUID) -> Companionship:
    """A pair of who lives where the reader coordinates; of any other one may not even know."""
    pairs = page.with_signs(Companionship.objects.coordinated_by(request.user))
    return get_object_or_404(
        pairs.select_related("person__comune__zone", "volunteer__person", "kind", "introduced_by__person"),
        pk=pk,
    )


def _ask(request: HttpRequest, pair: Companionship, form: object, title: str) -> HttpResponse:
    context = {"pair": pair, "form": form, "title": title}
    return render(request, "volunteers/companionship_act.html", context)
