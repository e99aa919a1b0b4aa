"""The registers of the demonstration: who was there, who told they would not come, where two tablets disagree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from networking.demo import DEMONSTRATION

from ..models import Mark, Presence, PresenceMark
from .drawing import Draw, at

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .cycles import Round

WEIGHTS = {Mark.PRESENT: 82, Mark.LATE: 5, Mark.LEFT_EARLY: 3, Mark.ABSENT: 10}
LATE_MINUTES, EARLY_MINUTES = 20, 30
TOLD = 0.6
DISPUTED = 0.02
RECENTLY = timedelta(days=40)
# The first mark stands; where a second disagrees, the register says so until somebody decides.
COPY_MARKS = """
UPDATE laboratories_presence p
   SET mark = m.mark, minutes = m.minutes, marked_at = m.made_at, is_disputed = m.how_many > 1, last_mark = m.last
  FROM (SELECT DISTINCT ON (presence_id) presence_id, mark, minutes, made_at,
               count(*) OVER everybody AS how_many, last_value(id) OVER everybody AS last
          FROM laboratories_presencemark
        WINDOW everybody AS (PARTITION BY presence_id ORDER BY received_at
                             ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
         ORDER BY presence_id, received_at) m
 WHERE p.id = m.presence_id
"""
Reason = Presence.AbsenceReason
REASONS = (Reason.ILLNESS, Reason.ILLNESS, Reason.TRANSPORT, Reason.FAMILY, Reason.SNOW)


def mark_registers(draw: Draw, rounds: list[Round], by: User) -> None:
    """Marks for every session whose register is closed, and the absences that families told."""
    closed = {each.pk: (each, made) for made in rounds for each in made.sessions if each.closed_at}
    everyone = Presence.objects.for_everyone(reason=DEMONSTRATION)
    rows = everyone.filter(session__in=list(closed), is_expected=True).order_by("session", "booking")
    marks, told = [], []
    for presence in rows:
        each, made = closed[presence.session_id]
        at_the_door = at(each.local_date, each.local_start) + timedelta(minutes=10)
        first = _mark(draw, presence, _minutes(made), by=by, made_at=at_the_door)
        marks.append(first)
        share = DISPUTED if each.local_date > draw.day - RECENTLY else 0
        if draw.often(share):
            second = _mark(draw, presence, _minutes(made), by=by, made_at=at_the_door + timedelta(minutes=2))
            second.mark = Mark.ABSENT if first.mark != Mark.ABSENT else Mark.PRESENT
            second.minutes = 0 if second.mark == Mark.ABSENT else _minutes(made)
            marks.append(second)
        if first.mark == Mark.ABSENT and draw.often(TOLD):
            presence.absence_told_at = at_the_door - timedelta(hours=draw.randint(2, 30))
            presence.absence_reason = draw.choice(REASONS)
            told.append(presence)
    PresenceMark.objects.for_everyone(reason=DEMONSTRATION).bulk_create(marks)
    everyone.bulk_update(told, ["absence_told_at", "absence_reason"], batch_size=200)
    with connection.cursor() as cursor:
        cursor.execute(COPY_MARKS)


def _minutes(made: Round) -> int:
    begins, ends = made.hours
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def _mark(draw: Draw, presence: Presence, whole: int, *, by: User, made_at: datetime) -> PresenceMark:
    """What one tablet says."""
    mark = draw.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    minutes = {Mark.LATE: whole - LATE_MINUTES, Mark.LEFT_EARLY: whole - EARLY_MINUTES, Mark.ABSENT: 0}
    return PresenceMark(
        id=draw.uuid(),
        presence=presence,
        mark=mark,
        minutes=minutes.get(mark, whole),
        device=draw.uuid(),
        made_by=by,
        made_at=made_at,
        received_at=made_at + timedelta(seconds=5),
    )
