"""A year of hours: most were confirmed, the last ones wait, about one somebody asks again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from laboratories.demo.drawing import Draw, at
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import User

from ..hours.declaring import minutes_of
from ..models import Assignment, HoursLog

if TYPE_CHECKING:
    from datetime import datetime

LATELY = timedelta(days=10)
LONGER, SHORTER, DISPUTED = 0.08, 0.12, 0.05
State = HoursLog.State


def make(draw: Draw, *, by: User, now: datetime) -> None:
    """Hours for every turn that was done."""
    anna = User.objects.get(email=f"amministrazione@{DOMAIN}")
    done = Assignment.objects.for_everyone(reason=DEMONSTRATION).filter(state=Assignment.State.DONE)
    rows = done.select_related("request", "volunteer__person").order_by("request__starts_at", "pk")
    HoursLog.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        _hours(draw, row, said_by=anna, confirmed_by=by, now=now) for row in rows
    )


def _hours(draw: Draw, row: Assignment, *, said_by: User, confirmed_by: User, now: datetime) -> HoursLog:
    """What was said that evening, and what became of it."""
    turn = row.request
    minutes = minutes_of(turn)
    minutes += 30 if draw.often(LONGER) else -30 if draw.often(SHORTER) else 0
    log = HoursLog(
        id=draw.uuid(),
        assignment=row,
        state=State.DECLARED,
        minutes_declared=minutes,
        declared_at=min(turn.ends_at + timedelta(hours=draw.randint(1, 20)), now),
        declared_by_id=row.volunteer.person.account_id or said_by.pk,
    )
    if turn.local_date < draw.day - LATELY:
        log.state, log.minutes_validated = State.VALIDATED, minutes
        log.validated_by, log.validated_at = confirmed_by, at(turn.local_date + timedelta(days=4), 12)
    elif draw.often(DISPUTED):
        log.state, log.words = State.DISPUTED, "Quel giorno abbiamo finito prima: quanto sei rimasta?"
    return log
