"""Writing requests for help: the list, a new one, one of them, and how it changes, moves and repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking.access import audience
from volunteers import telling_when
from volunteers.asking import changing, moving, repeating, writing
from volunteers.asking.refusing import AskError
from volunteers.forms.asking import RepeatForm, WhatForm, WhereForm
from volunteers.forms.looking_for_turns import RequestsForm, TurnsForm
from volunteers.models import COORDINATE, HelpRequest
from volunteers.pages import asking as page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]


@audience(*COORDINATE)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The requests of where one coordinates."""
    form = RequestsForm(request.GET, scope=request.user.scope(*COORDINATE))
    found = page.requests(
        request.user,
        chosen=form.chosen(),
        state=form.state(),
        number=request.GET.get("pagina", "1"),
        now=timezone.now(),
    )
    return render(request, "volunteers/request_list.html", {"page": found, "form": form})


@audience(*COORDINATE)
@require_http_methods(FORM_METHODS)
def request_new(request: HttpRequest) -> HttpResponse:
    """A new one: what, when and where; published now, or kept for later."""
    what, where = WhatForm(request.POST or None), _where(request)
    if what.is_valid() & where.is_valid():
        wanted = {**what.what(), **where.where()}
        is_published = request.POST.get("pubblica") == "si"
        try:
            made = writing.write(
                wanted=wanted, requirements=what.requirements(), is_published=is_published, now=timezone.now()
            )
        except AskError as error:
            where.add_error(None, str(error))
        else:
            messages.success(request, _("La richiesta è scritta."))
            return redirect("volunteers:request_detail", pk=made.pk)
    return render(request, "volunteers/request_new.html", {"what": what, "where": where})


@audience(*COORDINATE)
@require_safe
def request_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them, and what may be done with it."""
    asked = page.request_of(_turn_or_404(request, pk), now=timezone.now())
    return render(request, "volunteers/request_detail.html", {"asked": asked})


@audience(*COORDINATE)
@require_POST
def request_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let volunteers read of it."""
    turn = _turn_or_404(request, pk)
    try:
        writing.publish(turn, now=timezone.now())
    except AskError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Adesso chi aiuta la legge."))
    return redirect("volunteers:request_detail", pk=pk)


@audience(*COORDINATE)
@require_http_methods(FORM_METHODS)
def request_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it is and what it asks."""
    turn = _turn_or_404(request, pk)
    form = WhatForm(request.POST or None, initial=page.said_of(turn))
    if form.is_valid():
        try:
            many = changing.change(
                turn,
                wanted=form.what(),
                requirements=form.requirements(),
                now=timezone.now(),
                and_following=_and_following(request),
            )
        except AskError as error:
            form.add_error(None, str(error))
        else:
            said = ngettext("%d turno cambiato.", "%d turni cambiati.", many) % many
            messages.success(request, said)
            return redirect("volunteers:request_detail", pk=pk)
    return _form(request, turn, form, "volunteers/request_change.html")


@audience(*COORDINATE)
@require_http_methods(FORM_METHODS)
def request_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When and where."""
    turn = _turn_or_404(request, pk)
    form = _where(request, turn)
    if form.is_valid():
        try:
            moved = moving.move(turn, to=form.to(), now=timezone.now(), and_following=_and_following(request))
        except AskError as error:
            form.add_error(None, str(error))
        else:
            said = _(
                "Turni spostati: %(turns)d. Persone avvisate: %(told)d. Chi così non può: %(suspended)d."
            )
            messages.success(request, said % moved._asdict())
            return redirect("volunteers:request_detail", pk=pk)
    return _form(request, turn, form, "volunteers/request_move.html")


@audience(*COORDINATE)
@require_http_methods(FORM_METHODS)
def request_repeat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every so many weeks."""
    turn = _turn_or_404(request, pk)
    form = RepeatForm(request.POST or None, turn=turn)
    if form.is_valid():
        try:
            repeated = repeating.repeat(turn, now=timezone.now(), **form.cleaned_data)
        except AskError as error:
            form.add_error(None, str(error))
        else:
            _tell_repeated(request, repeated)
            return redirect("volunteers:request_detail", pk=pk)
    return _form(request, turn, form, "volunteers/request_repeat.html")


@audience()
@require_safe
def turns(request: HttpRequest) -> HttpResponse:
    """The turns one may take; on request all of them, each with why not."""
    form, volunteer = TurnsForm(request.GET), telling_when.own(request.user)
    found = page.turns_for(
        volunteer,
        chosen=form.chosen(),
        shows_all=form.is_all,
        number=request.GET.get("pagina", "1"),
        now=timezone.now(),
    )
    return render(request, "volunteers/turn_list.html", {"page": found, "form": form, "volunteer": volunteer})


def _turn_or_404(request: HttpRequest, pk: UUID) -> HelpRequest:
    turns = HelpRequest.objects.coordinated_by(request.user).filter(companionship=None)
    return get_object_or_404(turns.select_related("comune", "kind", "place__comune", "session"), pk=pk)


def _where(request: HttpRequest, turn: HelpRequest | None = None) -> WhereForm:
    names = ("comune", "place", "local_date", "local_start", "local_end")
    initial = {name: getattr(turn, name) for name in names} if turn else None
    return WhereForm(request.POST or None, scope=request.user.scope(*COORDINATE), initial=initial)


def _and_following(request: HttpRequest) -> bool:
    return request.POST.get("quali") == "seguenti"


def _form(request: HttpRequest, turn: HelpRequest, form: Any, template: str) -> HttpResponse:
    asked = page.request_of(turn, now=timezone.now())
    context = {"asked": asked, "turn": turn, "form": form, "and_following": _and_following(request)}
    return render(request, template, context)


def _tell_repeated(request: HttpRequest, repeated: repeating.Repeated) -> None:
    many = len(repeated.made)
    messages.success(request, ngettext("%d turno scritto.", "%d turni scritti.", many) % many)
    for each in repeated.plan.skipped:
        said = _("Il %(day)s no: %(why)s.") % {"day": f"{each.meeting.day:%d/%m/%Y}", "why": each.reason}
        messages.info(request, said)
