"""Calling a turn off: everybody who was in it, or asked, is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volunteers.models import LIVE, Assignment
from volunteers.notices import turns as notices

from .refusing import ACTING, hold_all, in_words, refuse_if_over

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import HelpRequest


def call_off(
    request: HelpRequest, *, by: User | None, because: str, now: datetime, later: Collection[UUID] = ()
) -> int:
    """Call `request` off, with those `later` in its series; how many people were told, each once.

    Twice is once. Raises TurnError once it began; of those later, what is over stays as it is.
    """
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        request__in=[request.pk, *later], state__in=(*LIVE, Assignment.State.SUSPENDED)
    )
    with in_words():
        held = hold_all(list(rows.values_list("volunteer", flat=True)), [request.pk, *later])
        turn = next(each for each in held if each.pk == request.pk)
        if turn.cancelled_at is not None:
            return 0
        refuse_if_over(turn, now)
        gone = [each for each in held if each.cancelled_at is None and each.starts_at > now]
        theirs = rows.filter(request__in=gone)
        told = list(theirs.select_related("volunteer__person", "request").order_by("request__starts_at"))
        # Ended first: the database suspends whoever is still in a turn that closes.
        theirs.update(state=Assignment.State.CANCELLED, by=by, answered_at=now, ended_because=because)
        for each in gone:
            each.cancelled_at, each.cancelled_because = now, because
            each.save(update_fields=["cancelled_at", "cancelled_because"])
        return notices.tell_called_off(told, now=now)
