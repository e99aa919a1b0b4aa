"""The sheet for the fridge: a month of one family on one A4 page. It is their own paper: first names, never needs."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format

from laboratories import appointments, family, wording
from networking import pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from laboratories.models import Presence
    from networking.models import User

TEMPLATE = "documents/fridge.html"
LAST_MONTH_OF_YEAR = 12
# More appointments than these, one under another, are printed smaller, so that the month stays on one page.
MOST_AT_EASE = 6


@dataclass(frozen=True)
class Entry:
    """One appointment in a square."""

    hours: str
    title: str
    place: str
    address: str
    names: str


@dataclass(frozen=True)
class Square:
    """One day; `entries` is empty, and `is_of_month` false, for the days of the months beside."""

    day: date
    is_of_month: bool
    entries: list[Entry]


def sheet(user: User, month: date, *, is_large_print: bool, now: datetime) -> bytes:
    """The month that begins on `month` as PDF; in large print as a list, which bigger letters need."""
    last = next_month(month) - timedelta(days=1)
    rows = family.presences_between(user, month, last)
    days, weeks = days_of(rows), [] if is_large_print else weeks_of(month, rows)
    addresses = {entry.address for _day, entries in days for entry in entries}
    context = {"title": date_format(month, "F Y"), "days": days, **fitted(weeks, addresses)}
    return pdf.render(TEMPLATE, context, written_at=timezone.localtime(now), is_large_print=is_large_print)


def weeks_of(month: date, rows: Sequence[Presence]) -> list[list[Square]]:
    """The month as squares, from Monday to Sunday."""
    by_day = dict(days_of(rows))
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    return [
        [
            Square(day, day.month == month.month, by_day.get(day, []) if day.month == month.month else [])
            for day in week
        ]
        for week in weeks
    ]


def fitted(weeks: Sequence[Sequence[Square]], addresses: Collection[str]) -> dict[str, object]:
    """The squares as they fit one page: streets once below them, smaller letters where many things stand in a day."""
    depth = sum(max(len(square.entries) for square in week) for week in weeks)
    return {"weeks": weeks, "addresses": sorted(addresses), "is_dense": depth > MOST_AT_EASE}


def days_of(rows: Sequence[Presence]) -> list[tuple[date, list[Entry]]]:
    """Only the days with something: one entry for each session, with the names of those who go."""
    by_session: dict[object, list[Presence]] = {}
    for row in rows:
        by_session.setdefault(row.session_id, []).append(row)
    found: dict[date, list[Entry]] = {}
    for group in by_session.values():
        session = group[0].session
        entry = Entry(
            hours=f"{session.local_start:%H:%M}–{session.local_end:%H:%M}",
            title=str(session.cycle.activity),
            place=wording.where(session.cycle.venue),
            address=appointments.where(session.cycle.venue),
            names=", ".join(row.person.given_name for row in group),
        )
        found.setdefault(session.local_date, []).append(entry)
    return list(found.items())


def month_asked(words: str, *, today: date) -> date:
    """The first day of the month «2026-12»; this month for anything else."""
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        return today.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after that of `month`."""
    is_december = month.month == LAST_MONTH_OF_YEAR
    return date(month.year + is_december, 1 if is_december else month.month + 1, 1)
