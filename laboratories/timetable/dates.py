"""On which days a cycle meets: from its weekly hours and the calendars, each day that is skipped with its reason.

Plain values, no query and no clock. Hours are those of the clock in Rome: in summer and in winter five is five.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

A_DAY = timedelta(days=1)
DAYS_OF_A_WEEK = 7
# The school year is the one that begins in September.
SEPTEMBER = 9
# Recovery dates are looked for so long after the last day.
RECOVERED_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class WeeklyHour:
    """An hour of the week (Monday is 0), each so many weeks counted from the week in which the cycle begins."""

    weekday: int
    start: time
    end: time
    every_weeks: int = 1


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included, with a name that people read."""

    first: date
    last: date
    name: str

    def covers(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class SchoolCalendar:
    """A school year as it is known: its days of lessons, and the breaks within."""

    lessons: Span
    breaks: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Calendars:
    """What closes. `schools` is None for who does not follow school; else the years that are known, by name."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    # The patron's feast as month and day, with the saint's name.
    patron: tuple[int, int, str] | None = None
    closures: Sequence[Span] = ()
    schools: Mapping[str, SchoolCalendar] | None = None


@dataclass(frozen=True)
class Meeting:
    """A day and hours at which to meet, by the clock of Rome."""

    day: date
    start: time
    end: time


@dataclass(frozen=True)
class Skipped:
    """A meeting that is not held, and why."""

    meeting: Meeting
    reason: str


@dataclass(frozen=True)
class Plan:
    """What came of the weekly hours, in order. `missing_years`: school years whose calendar nobody has written."""

    meetings: tuple[Meeting, ...]
    skipped: tuple[Skipped, ...]
    missing_years: tuple[str, ...]


def plan(first: date, last: date, hours: Iterable[WeeklyHour], calendars: Calendars) -> Plan:
    """The meetings from `first` to `last`, both included."""
    meetings, skipped, missing = [], [], set()
    for meeting in sorted(_every(first, last, tuple(hours)), key=lambda each: (each.day, each.start)):
        if calendars.schools is not None and (year := school_year_of(meeting.day)) not in calendars.schools:
            missing.add(year)
        reason = why_closed(meeting.day, calendars)
        if reason:
            skipped.append(Skipped(meeting, reason))
        else:
            meetings.append(meeting)
    return Plan(tuple(meetings), tuple(skipped), tuple(sorted(missing)))


def why_closed(day: date, calendars: Calendars) -> str:
    """Why nobody meets on `day`; empty when they do. A school year that nobody has written closes nothing."""
    if day in calendars.holidays:
        return calendars.holidays[day]
    if calendars.patron is not None and (day.month, day.day) == calendars.patron[:2]:
        return _("festa del patrono, {saint}").format(saint=calendars.patron[2])
    for closure in calendars.closures:
        if closure.covers(day):
            return _("chiuso: {why}").format(why=closure.name)
    return _why_no_school(day, calendars.schools)


def recoveries(given: Plan, *, last: date, calendars: Calendars) -> tuple[Meeting, ...]:
    """For each meeting skipped, the next free day with the same hours, by `last` or two weeks after it.

    No two of them, nor one and a meeting that is held, come at the same time; where there is no day there is none.
    """
    taken = {(each.day, each.start) for each in given.meetings}
    found = []
    for lost in given.skipped:
        day = _next_free(lost.meeting, taken, last + RECOVERED_WITHIN, calendars)
        if day is not None:
            taken.add((day, lost.meeting.start))
            found.append(Meeting(day, lost.meeting.start, lost.meeting.end))
    return tuple(found)


def free_days(
    lost: Meeting, *, taken: Collection[tuple[date, time]], until: date, calendars: Calendars
) -> Iterator[date]:
    """The days after `lost`, to `until`, on which nothing closes and nobody meets: of the same weekday first, then of
    any but Sunday."""
    days = [lost.day + number * A_DAY for number in range(1, (until - lost.day).days + 1)]
    same = [day for day in days if day.weekday() == lost.day.weekday()]
    others = [day for day in days if day.weekday() not in {lost.day.weekday(), DAYS_OF_A_WEEK - 1}]
    for day in [*same, *others]:
        if (day, lost.start) not in taken and not why_closed(day, calendars):
            yield day


def school_year_of(day: date) -> str:
    """«2026/27» for the days from September 2026 to August 2027."""
    year = day.year if day.month >= SEPTEMBER else day.year - 1
    return f"{year}/{(year + 1) % 100:02d}"


def _every(first: date, last: date, hours: tuple[WeeklyHour, ...]) -> Iterator[Meeting]:
    monday = first - timedelta(days=first.weekday())
    for number in range((last - first).days + 1):
        day = first + number * A_DAY
        week = (day - monday).days // DAYS_OF_A_WEEK
        for hour in hours:
            if hour.weekday == day.weekday() and week % hour.every_weeks == 0:
                yield Meeting(day, hour.start, hour.end)


def _why_no_school(day: date, schools: Mapping[str, SchoolCalendar] | None) -> str:
    school = None if schools is None else schools.get(school_year_of(day))
    if school is None:
        return ""
    if not school.lessons.covers(day):
        return _("le scuole sono chiuse")
    return next((each.name for each in school.breaks if each.covers(day)), "")


def _next_free(
    lost: Meeting, taken: set[tuple[date, time]], until: date, calendars: Calendars
) -> date | None:
    return next(free_days(lost, taken=taken, until=until, calendars=calendars), None)
