"""One line of a list of sessions: what a family needs to choose one without opening its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from laboratories import wording
from laboratories.seats import Seats, seats_of_session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from laboratories.models import Session


@dataclass(frozen=True, slots=True)
class Line:
    """A session in a list."""

    url: str
    title: str
    day: date
    day_words: str
    hours: str
    where: str
    for_whom: str
    topic: str
    seats: Seats
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its lines in order."""

    date: date
    words: str
    is_today: bool
    is_past: bool
    lines: list[Line]


def lines_of(sessions: Iterable[Session], *, now: datetime) -> list[Line]:
    """A line for each of `sessions` (fetched with `for_lines()`), in their order. No query."""
    return [_line(session, now) for session in sessions]


def _line(session: Session, now: datetime) -> Line:
    cycle = session.cycle
    return Line(
        url=cycle.get_absolute_url(),
        title=str(cycle),
        day=session.local_date,
        day_words=wording.day_in_words(session.local_date, today=now.date()),
        hours=wording.hours(session),
        where=wording.where(cycle.venue),
        for_whom=wording.for_whom(cycle.activity),
        topic=session.topic,
        seats=seats_of_session(session, now=now),
        is_cancelled=bool(session.cancelled_at or cycle.called_off_at),
    )


def by_day(lines: Iterable[Line], days: Iterable[date], *, today: date) -> list[Day]:
    """Every one of `days`, those without lines too."""
    found: dict[date, list[Line]] = {}
    for line in lines:
        found.setdefault(line.day, []).append(line)
    return [
        Day(day, wording.day_in_words(day).capitalize(), day == today, day < today, found.get(day, []))
        for day in days
    ]
