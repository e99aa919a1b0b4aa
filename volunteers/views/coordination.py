"""The desk of who coordinates volunteers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from volunteers.asking.following import following
from volunteers.forms.coordination import WhereForm
from volunteers.forms.turns import WhyForm
from volunteers.models import COORDINATE, Assignment, HelpRequest, Volunteer
from volunteers.pages import coordination as page
from volunteers.turns import calling_off, inviting, withdrawing
from volunteers.turns.refusing import TurnError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# How many are asked together: the first who says yes comes, the others are told.
AT_ONCE = 3


@audience(*COORDINATE)
@require_safe
def coordination(request: HttpRequest) -> HttpResponse:
    """The holes of the next two weeks, what expires, who asks to help, what is suspended or has no answer."""
    where = WhereForm(request.GET, scope=request.user.scope(*COORDINATE))
    desk = page.desk(request.user, now=timezone.now(), comuni=where.chosen())
    _write_down(request, desk.people)
    return render(request, "volunteers/coordination.html", {"desk": desk, "where": where})


@audience(*COORDINATE)
@require_safe
def cover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who could come to a turn, who comes, and who has still to answer."""
    turn = _turn_or_404(request, pk)
    if turn.companionship_id:
        return redirect("volunteers:companionship", pk=turn.companionship_id)
    people, coming = page.candidates(request.user, turn), page.coming(request.user, turn)
    _write_down(request, len(people) + len(coming))
    first = people[:AT_ONCE] if len(people) > 1 else []
    context = {"turn": turn, "candidates": people, "first": first, "coming": coming, "now": timezone.now()}
    return render(request, "volunteers/cover.html", context)


@audience(*COORDINATE)
@require_POST
def cover_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask one volunteer for a turn, or the several that were ticked."""
    turn = _turn_or_404(request, pk)
    wanted = [each for each in request.POST.getlist("chi") if _is_uuid(each)]
    people = list(Volunteer.objects.coordinated_by(request.user).filter(pk__in=wanted))
    try:
        asked = inviting.invite(people, turn, by=request.user, now=timezone.now())
    except TurnError as error:
        messages.error(request, str(error))
        return redirect("volunteers:cover", pk=pk)
    for row in asked.made:
        messages.success(request, _("Chiesto a %(who)s.") % {"who": row.volunteer})
    for volunteer, sentences in asked.refused:
        messages.error(request, f"{volunteer}: {' '.join(sentences)}")
    if not people:
        messages.error(request, _("Scegli a chi chiedere."))
    return redirect("volunteers:cover", pk=pk)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def cover_call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a turn off, saying why to everybody."""
    turn, now = _turn_or_404(request, pk), timezone.now()
    later = following(turn, now=now)[1:]
    and_following = request.POST.get("quali") == "seguenti"
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        context = {"turn": turn, "form": form, "later": len(later), "and_following": and_following}
        return render(request, "volunteers/cover_call_off.html", context)
    if not and_following:
        later = []
    try:
        told = calling_off.call_off(turn, by=request.user, now=now, later=later, **form.cleaned_data)
    except TurnError as error:
        messages.error(request, str(error))
    else:
        said = ngettext(
            "Turno annullato. Persone avvisate: %(told)d.",
            "Turni annullati: %(turns)d. Persone avvisate: %(told)d.",
            len(later) + 1,
        )
        messages.success(request, said % {"turns": len(later) + 1, "told": told})
    return redirect("volunteers:coordination")


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a turn back for somebody who telephones."""
    theirs = Assignment.objects.visible_to(request.user).filter(
        request__in=HelpRequest.objects.coordinated_by(request.user)
    )
    row = get_object_or_404(theirs.select_related("request__comune", "volunteer__person"), pk=pk)
    _write_down(request, 1)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return render(request, "volunteers/withdraw_for.html", {"row": row, "form": form})
    try:
        withdrawing.withdraw(row.pk, by=request.user, now=timezone.now(), on_behalf=True, **form.cleaned_data)
    except TurnError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Fatto, per conto di %(who)s.") % {"who": row.volunteer})
    return redirect("volunteers:cover", pk=row.request_id)


def _turn_or_404(request: HttpRequest, pk: UUID) -> HelpRequest:
    turns = HelpRequest.objects.coordinated_by(request.user).select_related("comune", "kind")
    return get_object_or_404(turns, pk=pk)


def _write_down(request: HttpRequest, rows: int) -> None:
    """Nothing was read where nobody is shown."""
    if rows:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Volunteer,
            rows=rows,
            page=request.path,
        )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
