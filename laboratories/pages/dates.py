"""What the page shows that writes the sessions of a cycle: each date, why one is skipped, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from laboratories.timetable.dates import Meeting, Skipped, recoveries
from laboratories.timetable.diary import diary_of
from laboratories.timetable.planning import calendars_of, plan_of
from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from laboratories.models import Cycle
    from laboratories.timetable.diary import Diary


@dataclass(frozen=True)
class Line:
    """A meeting that can be written, unless something stands `in_the_way`."""

    meeting: Meeting
    in_the_way: str
    is_chosen: bool

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return key_of(self.meeting)

    @property
    def day(self) -> str:
        """«mercoledì 25 novembre 2026»."""
        return date_format(self.meeting.day, "l j F Y").lower()

    @property
    def hours(self) -> str:
        """«17:00–19:00»."""
        return f"{time_format(self.meeting.start)}–{time_format(self.meeting.end)}"


@dataclass(frozen=True)
class DatesPage:
    """All of it: `written` is how many are there already, `missing_years` the school years nobody has written."""

    lines: list[Line]
    recoveries: list[Line]
    skipped: list[tuple[Line, str]]
    written: int
    missing_years: tuple[str, ...]
    has_rules: bool

    @property
    def can_write(self) -> bool:
        """Whether there is anything to choose."""
        return any(not line.in_the_way for line in [*self.lines, *self.recoveries])

    def chosen(self, keys: Collection[str]) -> list[Meeting]:
        """Those of the meetings offered whose `keys` were sent: anything else is nothing."""
        return [line.meeting for line in [*self.lines, *self.recoveries] if line.key in keys]


def key_of(meeting: Meeting) -> str:
    """What a form sends for `meeting`: its day and hour."""
    return f"{meeting.day:%Y-%m-%d}T{meeting.start:%H:%M}"


def dates_page(cycle: Cycle, *, now: datetime, keys: Collection[str] | None = None) -> DatesPage:
    """Read everything for `cycle` (with venue, place, comune and room); `keys` are those chosen, None at first."""
    calendars = calendars_of(cycle)
    plan = plan_of(cycle, calendars)
    here = set(cycle.sessions.values_list("local_date", "local_start"))
    past = [each for each in plan.meetings if _is_past(each, now)]
    again = recoveries(plan, last=cycle.last_day, calendars=calendars)
    fresh, others = (
        [each for each in meetings if (each.day, each.start) not in here and not _is_past(each, now)]
        for meetings in (plan.meetings, again)
    )
    diary = diary_of(cycle, [each.day for each in [*fresh, *others]])
    gone = [Skipped(each, _("è già passato")) for each in past if (each.day, each.start) not in here]
    skipped = sorted([*plan.skipped, *gone], key=lambda each: (each.meeting.day, each.meeting.start))
    return DatesPage(
        lines=_lines(fresh, diary, keys, is_chosen=True),
        recoveries=_lines(others, diary, keys, is_chosen=False),
        skipped=[(Line(each.meeting, "", is_chosen=False), each.reason) for each in skipped],
        written=len(here),
        missing_years=plan.missing_years,
        has_rules=bool(cycle.rules.all()),
    )


def _lines(
    meetings: Iterable[Meeting], diary: Diary, keys: Collection[str] | None, *, is_chosen: bool
) -> list[Line]:
    """What is in the way is not chosen, whatever was sent."""
    lines = []
    for meeting in meetings:
        way = diary.in_the_way_of(meeting)
        wanted = is_chosen if keys is None else key_of(meeting) in keys
        lines.append(Line(meeting, way, is_chosen=wanted and not way))
    return lines


def _is_past(meeting: Meeting, now: datetime) -> bool:
    """What would have begun already is not written any more."""
    return datetime.combine(meeting.day, meeting.start, tzinfo=ITALY) <= now
