"""The visits of a volunteer: one's own pairs, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking.access import audience
from volunteers.companions import moving, noting
from volunteers.companions.refusing import PairError
from volunteers.forms.companions import ContactForm, MoveForm, NoteForm
from volunteers.models import Companionship, HelpRequest
from volunteers.pages import visits as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Whom one keeps company, when next, and «com'è andata?»."""
    found = page.visits(request.user, now=timezone.now())
    return render(request, "volunteers/visits.html", {"visits": found, "form": NoteForm()})


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def visit_note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How a meeting went, or a contact that nobody had planned."""
    pair = get_object_or_404(Companionship.objects.of_volunteer(request.user).select_related("person"), pk=pk)
    turn = _uuid(request.POST.get("turn") or request.GET.get("incontro", ""))
    initial = {"how": pair.form, "day": timezone.localdate()}
    form = NoteForm(request.POST or None) if turn else ContactForm(request.POST or None, initial=initial)
    if form.is_valid():
        words = form.words(form.cleaned_data.get("how") or pair.form)
        try:
            noting.note(
                pair.pk,
                words,
                by=request.user,
                now=timezone.now(),
                turn=turn,
                day=form.cleaned_data.get("day"),
            )
        except PairError as error:
            say(request, error)
        else:
            messages.success(request, _("Scritto, grazie. Chi coordina lo legge."))
        return redirect("volunteers:visits")
    return render(request, "volunteers/visit_note.html", {"pair": pair, "form": form, "turn": turn})


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def visit_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another day or hour for one meeting."""
    turn = _own_or_404(request, pk)
    form = MoveForm(request.POST or None, initial={"to": turn.local_date, "start": turn.local_start})
    if form.is_valid():
        hours = form.hours(turn.ends_at - turn.starts_at)
        try:
            moving.move(turn, to=form.cleaned_data["to"], hours=hours, by=request.user, now=timezone.now())
        except PairError as error:
            for sentence in error.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("Spostato. Dillo anche alla persona, se non lo sa."))
            return redirect("volunteers:visits")
    return render(request, "volunteers/visit_move.html", {"turn": turn, "form": form})


@audience()
@require_POST
def visit_skip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave one meeting out."""
    try:
        moving.skip(_own_or_404(request, pk), by=request.user, now=timezone.now())
    except PairError as error:
        say(request, error)
    else:
        messages.success(request, _("Questa volta non vai. Dillo anche alla persona, se non lo sa."))
    return redirect("volunteers:visits")


def say(request: HttpRequest, error: PairError) -> None:
    """Every reason of `error`, a message each."""
    for sentence in error.sentences:
        messages.error(request, sentence)


def _own_or_404(request: HttpRequest, pk: UUID) -> HelpRequest:
    pairs = Companionship.objects.of_volunteer(request.user)
    turns = HelpRequest.objects.filter(companionship__in=pairs.values("pk"), cancelled_at=None)
    return get_object_or_404(turns.select_related("companionship__person", "comune"), pk=pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
