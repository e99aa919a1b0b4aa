"""What is told of hours: that they are to be said, that something is not right."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from networking import outbox
from networking.outbox import Telling
from volunteers.models import Assignment

from .hour_words import DISPUTED, TO_SAY

if TYPE_CHECKING:
    from datetime import datetime

    from volunteers.models import HoursLog

ASKING = "chiedere quanto è durato un turno a chi c'era"


def tell_to_say(*, now: datetime) -> int:
    """Ask, once, whoever was in a turn of yesterday and has not said how long; how many were asked."""
    rows = Assignment.objects.for_everyone(reason=ASKING).filter(
        state=Assignment.State.ACCEPTED,
        request__local_date=timezone.localdate(now) - timedelta(days=1),
        request__companionship=None,
        hours__minutes_declared=None,
    )
    tellings = [
        Telling(row.volunteer.person, key=f"{TO_SAY}:{row.pk}", about=row)
        for row in rows.select_related("volunteer__person")
    ]
    outbox.tell_all(TO_SAY, tellings, now=now)
    return len(tellings)


def tell_disputed(log: HoursLog, *, now: datetime) -> None:
    """Say, in the caller's transaction, what is not right."""
    key = f"{DISPUTED}:{log.pk}:{now.isoformat()}"
    outbox.tell_all(DISPUTED, [Telling(log.assignment.volunteer.person, key=key, about=log)], now=now)
