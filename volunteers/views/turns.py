"""A turn, one's own turns, and the answer to an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import limits
from networking.access import audience
from volunteers import appointments, invitation_links, telling_when
from volunteers.forms.turns import WhyForm
from volunteers.models import Assignment
from volunteers.pages import mine as mine_page
from volunteers.pages import turn as turn_page
from volunteers.turns import answering, signing_up, withdrawing
from volunteers.turns.refusing import TurnError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import User

ANSWERS = {
    "vengo": (answering.accept, gettext_lazy("Grazie: ti aspettiamo.")),
    "non-posso": (
        answering.decline,
        gettext_lazy("Va bene, grazie di averlo detto. Chiediamo a qualcun altro."),
    ),
}


@login_not_required
@require_safe
def turn_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What, where and when; for a volunteer, the button, or every reason why not."""
    turn = turn_page.turn_of(pk, request.user, now=timezone.now())
    if turn is None:
        raise Http404
    return render(request, "volunteers/turn_detail.html", {"turn": turn})


@audience()
@require_POST
def turn_sign_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a place."""
    now = timezone.now()
    volunteer = telling_when.own(request.user)
    turn = get_object_or_404(turn_page.published(now), pk=pk)
    if volunteer is None:
        raise Http404
    try:
        row = signing_up.sign_up(volunteer, turn, by=request.user, now=now)
    except TurnError as error:
        _say(request, error)
        return redirect(turn)
    is_again = row.answered_at != now
    messages.success(
        request, _("Ti eri già segnato: ti aspettiamo.") if is_again else _("Grazie: ti aspettiamo.")
    )
    return redirect("volunteers:my_turns")


@audience()
@require_safe
def my_turns(request: HttpRequest) -> HttpResponse:
    """What is asked of one, what comes, what has been."""
    context = {"mine": mine_page.mine(request.user, now=timezone.now())}
    return render(request, "volunteers/my_turns.html", context)


@audience()
@require_POST
def turn_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Yes or no, from one's own pages."""
    row = get_object_or_404(Assignment.objects.of_volunteer(request.user), pk=pk)
    _answer(request, row, by=request.user)
    return redirect("volunteers:my_turns")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def turn_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a turn back, saying why."""
    mine = Assignment.objects.of_volunteer(request.user).select_related("request__comune")
    row = get_object_or_404(mine, pk=pk)
    form = WhyForm(request.POST or None)
    if not form.is_valid():
        return render(request, "volunteers/turn_withdraw.html", {"row": row, "form": form})
    try:
        withdrawing.withdraw(row.pk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except TurnError as error:
        _say(request, error)
    else:
        messages.success(request, _("Fatto: chi coordina lo sa e cerca qualcun altro."))
    return redirect("volunteers:my_turns")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a message. Looking changes nothing: programs that read mail open every link."""
    row = invitation_links.invitation_of(token)
    if row is None:
        is_too_many = limits.is_exceeded(request, "offer_link_unknown")
        status = 429 if is_too_many else 404
        return render(request, "volunteers/invitation.html", {"is_unknown": True}, status=status)
    if request.method == "POST":
        _answer(request, row, by=None)
        return redirect("volunteers:invitation", token=token)
    now = timezone.now()
    state = turn_page.state_of(row.request, now)
    is_late = row.answer_by is not None and row.answer_by <= now
    context = {"row": row, "state": state, "is_late": is_late, "where": appointments.where(row.request)}
    return render(request, "volunteers/invitation.html", context)


def _answer(request: HttpRequest, row: Assignment, *, by: User | None) -> None:
    """Accept or decline, and say how it went."""
    act, said = ANSWERS.get(request.POST.get("risposta", ""), (None, ""))
    if act is None:
        messages.error(request, _("Scegli se vieni o no."))
        return
    now = timezone.now()
    try:
        answered = act(row.pk, by=by, now=now)
    except TurnError as error:
        _say(request, error)
    else:
        # A button pressed twice, a mail opened again.
        is_again = answered.answered_at != now
        messages.success(request, _("Hai già risposto così: grazie.") if is_again else said)


def _say(request: HttpRequest, error: TurnError) -> None:
    for sentence in error.sentences:
        messages.error(request, sentence)
