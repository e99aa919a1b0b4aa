"""Moving a turn to another day, hour or place: everybody who is in it is told, with the new date for their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from networking import facts
from volunteers.models import Assignment
from volunteers.notices import moves
from volunteers.turns.refusing import ACTING

from .following import following
from .refusing import held, in_words, refuse_unless_ahead
from .writing import refuse_past

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime, time, timedelta
    from uuid import UUID

    from networking.models import Comune
    from services.models import Place
    from volunteers.models import HelpRequest

MOVED = "volunteers.request_moved"


class Where(NamedTuple):
    """When by the clock of Rome, and where."""

    day: date
    start: time
    end: time
    comune: Comune
    place: Place | None


class Moved(NamedTuple):
    """How many turns moved, how many people were told, and how many of them can no longer come."""

    turns: int
    told: int
    suspended: int


def move(request: HelpRequest, *, to: Where, now: datetime, and_following: bool = False) -> Moved:
    """Move `request`; those that follow in its series by as many days, to the same hours and place.

    In one transaction: the database counts the change, suspends whoever may not or has something else then, and keeps
    the others; each is told once. Raises AskError, and then nothing has moved.
    """
    with in_words():
        found = held(following(request, now=now) if and_following else [request.pk])
        by = to.day - next(turn for turn in found if turn.pk == request.pk).local_date
        moved = [turn.pk for turn in found if move_held(turn, to, by, now)]
        suspended = moves.tell_suspended(found, now=now)
        told = moves.tell_moved(awaited(moved), now=now)
    return Moved(len(moved), told + suspended, suspended)


def move_held(turn: HelpRequest, to: Where, by: timedelta, now: datetime) -> bool:
    """Move `turn`, which the caller holds, by some days to the hours and the place of `to`; False where it is there."""
    refuse_unless_ahead(turn, now)
    day = turn.local_date + by
    refuse_past(day, to.start, now)
    was = (turn.local_date, turn.local_start, turn.local_end, turn.comune_id, turn.place_id)
    place = None if to.place is None else to.place.pk
    if was == (day, to.start, to.end, to.comune.pk, place):
        return False
    turn.local_date, turn.local_start, turn.local_end = day, to.start, to.end
    turn.comune, turn.place = to.comune, to.place
    turn.save(update_fields=["local_date", "local_start", "local_end", "comune", "place"])
    facts.record(MOVED, turn, now=now, was_on=was[0].isoformat())
    return True


def awaited(turns: Collection[UUID]) -> list[Assignment]:
    """Who comes to `turns`, or has still to answer, as they are after the move."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        request__in=turns, state__in=(Assignment.State.ACCEPTED, Assignment.State.INVITED)
    )
    return list(rows.select_related("request__comune", "request__place__comune", "volunteer__person"))
