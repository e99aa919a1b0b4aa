"""Calling a turn off: everybody who was in it, or asked, is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volunteers.models import LIVE, Assignment
from volunteers.notices import turns as notices

from .refusing import ACTING, hold, in_words, refuse_if_over

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from volunteers.models import HelpRequest


def call_off(request: HelpRequest, *, by: User | None, because: str, now: datetime) -> int:
    """Call `request` off, and say to how many people it was told. Twice is once. Raises TurnError once it began."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        request=request, state__in=(*LIVE, Assignment.State.SUSPENDED)
    )
    with in_words():
        turn = hold(list(rows.values_list("volunteer", flat=True)), request.pk)
        if turn.cancelled_at is not None:
            return 0
        refuse_if_over(turn, now)
        theirs = list(rows.select_related("volunteer__person", "request"))
        # Ended first: the database suspends whoever is still in a turn that closes.
        rows.update(state=Assignment.State.CANCELLED, by=by, answered_at=now, ended_because=because)
        turn.cancelled_at, turn.cancelled_because = now, because
        turn.save(update_fields=["cancelled_at", "cancelled_because"])
        for row in theirs:
            notices.tell_called_off(row, now=now)
    return len(theirs)
