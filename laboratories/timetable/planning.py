"""Writing the sessions of a cycle: what its weekly hours and the calendars give, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from laboratories.models import Session, SessionStaff
from laboratories.notices import dates
from laboratories.timetable.almanac import almanac_of
from laboratories.timetable.dates import Meeting, Plan, WeeklyHour, plan, recoveries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from laboratories.models import Cycle, CycleStaff
    from laboratories.timetable.dates import Calendars

IN_THE_WAY = {
    "room_never_double_booked": _("la sala è già occupata"),
    "staff_never_in_two_places": _("chi conduce è già in un altro incontro"),
    "one_session_of_a_cycle_at_a_time": _("in questo ciclo c'è già un incontro"),
}


class ConflictError(Exception):
    """Some meetings cannot be written; `conflicts` says which and why, and nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__("; ".join(f"{each.meeting.day:%d/%m/%Y}: {each.reason}" for each in conflicts))
        self.conflicts = conflicts


@dataclass(frozen=True)
class Conflict:
    """A meeting that cannot be held when it should, and what stands in its way."""

    meeting: Meeting
    reason: str


@dataclass(frozen=True)
class Outcome:
    """The sessions written now, and the meetings that had something in the way."""

    made: tuple[Session, ...]
    conflicts: tuple[Conflict, ...]


def plan_of(cycle: Cycle, calendars: Calendars | None = None) -> Plan:
    """The meetings of `cycle` as its hours and the calendars of today give them; who has read `calendars` gives them."""
    hours = [
        WeeklyHour(rule.weekday, rule.local_start, rule.local_end, rule.every_weeks)
        for rule in cycle.rules.all()
    ]
    return plan(cycle.first_day, cycle.last_day, hours, calendars or calendars_of(cycle))


def recoveries_of(cycle: Cycle, given: Plan) -> tuple[Meeting, ...]:
    """Days on which to recover what `given` skips; whether the room is free is seen when they are written."""
    return recoveries(given, last=cycle.last_day, calendars=calendars_of(cycle))


def calendars_of(cycle: Cycle) -> Calendars:
    """What closes where `cycle` meets, from its first day to two weeks after the last and beyond."""
    return almanac_of([cycle]).calendars_of(cycle)


def write(cycle: Cycle, meetings: Collection[Meeting], *, only_free: bool = False) -> Outcome:
    """Add to `cycle` those of `meetings` that it has not yet, with its room and staff; again, it adds nothing.

    Unless `only_free`, one that cannot be held refuses them all: ConflictError, nothing written.
    """
    here = set(cycle.sessions.values_list("local_date", "local_start"))
    wanted = sorted(
        (each for each in meetings if (each.day, each.start) not in here),
        key=lambda each: (each.day, each.start),
    )
    made, conflicts = [], []
    with transaction.atomic():
        # In one order for everybody: who leads several cycles is waited for, never in a circle.
        staff = list(cycle.staff.order_by("person"))
        for meeting in wanted:
            try:
                with transaction.atomic():
                    made.append(_write_one(cycle, meeting, staff))
            except IntegrityError as error:
                if (reason := what_is_in_the_way(error)) is None:
                    raise
                conflicts.append(Conflict(meeting, reason))
        if conflicts and not only_free:
            raise ConflictError(conflicts)
    return Outcome(tuple(made), tuple(conflicts))


@transaction.atomic
def add(cycle: Cycle, meetings: Collection[Meeting], *, now: datetime) -> tuple[Session, ...]:
    """`write`, and tell whom the new dates concern. Raises ConflictError: then nothing was written, nobody was told."""
    made = write(cycle, meetings).made
    if made:
        dates.tell_of_added(cycle, made, now=now)
    return made


def _write_one(cycle: Cycle, meeting: Meeting, staff: Sequence[CycleStaff]) -> Session:
    made = Session.objects.create(
        cycle=cycle,
        room=cycle.room,
        local_date=meeting.day,
        local_start=meeting.start,
        local_end=meeting.end,
    )
    for each in staff:
        SessionStaff.objects.create(session=made, person_id=each.person_id, role=each.role)
    return made


def what_is_in_the_way(error: IntegrityError) -> str | None:
    """Why a session cannot be held when it should, in words; None for what is no clash but an error of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    sentence = IN_THE_WAY.get(getattr(diagnosis, "constraint_name", None) or "")
    return None if sentence is None else str(sentence)
