"""What takes a cycle's room, and the people who lead it, over some days: read once, asked of many meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from laboratories.models import RoomPart, RoomUse, SessionStaff
from laboratories.timetable.clashes import When, person_is_taken, room_is_taken
from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from laboratories.models import Cycle, Session
    from laboratories.timetable.dates import Meeting
    from networking.models import Person

NEEDED = ("session__cycle__activity", "session__cycle__venue__place__comune")


@dataclass(frozen=True)
class Diary:
    """What is already written; `setup_minutes` are those that the room takes after a meeting."""

    uses: tuple[tuple[DateTimeTZRange, Session], ...]
    led: tuple[tuple[DateTimeTZRange, Person, Session], ...]
    setup_minutes: int

    def in_the_way_of(self, meeting: Meeting) -> str:
        """Who has the room at the hours of `meeting`, or where who leads it is, in a sentence; empty where it is free."""
        when = When(meeting.day, meeting.start, meeting.end)
        its_room, its_hours = when.span(self.setup_minutes), when.span()
        for during, session in self.uses:
            if _overlap(during, its_room):
                return room_is_taken(session)
        for during, person, session in self.led:
            if _overlap(during, its_hours):
                return person_is_taken(person, session)
        return ""


def diary_of(cycle: Cycle, days: Iterable[date]) -> Diary:
    """What is written from the first to the last of `days`, whoever wrote it: two questions."""
    among = sorted(days)
    if not among:
        return Diary((), (), 0)
    first, last = (datetime.combine(day, time(), tzinfo=ITALY) for day in (among[0], among[-1]))
    span = DateTimeTZRange(first, last + timedelta(days=1))
    # What is held in the open takes no room.
    parts = cycle.room.parts.all() if cycle.room else RoomPart.objects.none()
    uses = RoomUse.objects.filter(is_active=True, part__in=parts, during__overlap=span)
    people = cycle.staff.values("person")
    led = SessionStaff.objects.filter(is_active=True, person__in=people, during__overlap=span)
    return Diary(
        tuple((use.during, use.session) for use in uses.select_related(*NEEDED).order_by("during")),
        tuple(
            (each.during, each.person, each.session)
            for each in led.select_related("person", *NEEDED).order_by("during")
        ),
        cycle.room.setup_minutes if cycle.room else 0,
    )


def _overlap(one: DateTimeTZRange, other: DateTimeTZRange) -> bool:
    return one.lower < other.upper and other.lower < one.upper
