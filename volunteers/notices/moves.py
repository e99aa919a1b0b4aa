"""What is told when a turn moves or asks for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from networking import outbox
from networking.outbox import Telling
from volunteers.coordinating import coordinators_of
from volunteers.models import Assignment

from . import turns
from .move_words import MOVED, TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from volunteers.models import HelpRequest

TELLING = "dire a chi era nel turno che cosa è cambiato"


def tell_moved(rows: Collection[Assignment], *, now: datetime) -> int:
    """Tell each of `rows`, in the caller's transaction, the new day, hours and place; once for each move. How many."""
    for row in rows:
        # What had not left yet would say the old day.
        if row.state == Assignment.State.ACCEPTED:
            turns.take_back(row, now=now)
        key = f"{MOVED}:{row.pk}:{row.request.sequence}"
        telling = Telling(row.volunteer.person, key=key, about=row, expires_at=row.request.ends_at)
        outbox.tell_all(MOVED, [telling], now=now)
    return len(rows)


def tell_suspended(requests: Collection[HelpRequest], *, now: datetime) -> int:
    """Tell whoever was suspended from `requests`, and who coordinates there, in the caller's transaction. How many."""
    rows = Assignment.objects.for_everyone(reason=TELLING).filter(
        request__in=requests, state=Assignment.State.SUSPENDED
    )
    return turns.tell_suspended(list(rows.select_related("request__comune", "volunteer__person")), now=now)


def tell_too_few(requests: Collection[HelpRequest], *, now: datetime) -> int:
    """Tell who coordinates of turns (with their comune) that would not be held with who comes. How many were new."""
    keys = {f"{TOO_FEW}:{turn.pk}:{turn.sequence}": turn for turn in requests}
    people = {turn.comune: coordinators_of(turn.comune, today=timezone.localdate(now)) for turn in requests}
    tellings = {
        f"{key}:{person.pk}": Telling(person, key=f"{key}:{person.pk}", about=turn, expires_at=turn.starts_at)
        for key, turn in keys.items()
        for person in people[turn.comune]
    }
    new = turns.untold(tellings)
    outbox.tell_all(TOO_FEW, [tellings[key] for key in new], now=now)
    return len({tellings[key].about for key in new})
