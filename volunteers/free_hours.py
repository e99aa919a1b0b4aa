"""Whether somebody is free in some hours, from what they told: plain values, no query and no clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

# The parts of a day, on Rome's clock: each holds its first minute, not its last. The one place with their hours.
PARTS = {
    "morning": (time(8), time(13)),
    "afternoon": (time(13), time(19)),
    "evening": (time(19), time(23)),
}


class Weekly(Protocol):
    """A part of a weekday in which one is usually free, first and last day included."""

    weekday: int
    part: str
    valid_from: date
    valid_to: date | None


class Exceptional(Protocol):
    """Days that are not like the others, first and last included; without a part, the whole day."""

    first_day: date
    last_day: date
    part: str
    is_available: bool


def is_free(
    start: datetime, end: datetime, week: Collection[Weekly], exceptions: Collection[Exceptional]
) -> bool:
    """Whether one is free from `start` to `end`: in every part of a day that these hours touch.

    An exception wins over the week; of two exceptions that say two things, «no» wins. Between eleven in the evening and
    eight in the morning nobody is free: nobody can say so. Raises ValueError where the end is not after the start.
    """
    if end <= start:
        raise ValueError("hours must end after they begin")
    touched = parts_touched(start, end)
    return touched is not None and all(is_free_in(*each, week, exceptions) for each in touched)


def is_free_in(day: date, part: str, week: Collection[Weekly], exceptions: Collection[Exceptional]) -> bool:
    """Whether one is free in that part of that day."""
    said = [
        each.is_available
        for each in exceptions
        if each.first_day <= day <= each.last_day and each.part in ("", part)
    ]
    if said:
        return all(said)
    return any(
        each.weekday == day.isoweekday()
        and each.part == part
        and each.valid_from <= day
        and (each.valid_to is None or day <= each.valid_to)
        for each in week
    )


def parts_touched(start: datetime, end: datetime) -> list[tuple[date, str]] | None:
    """The parts of days from `start` to `end`, the end not included; None where some of it is in no part: at night.

    Times with a zone are read on Rome's clock; times without one are already so.
    """
    begins, ends = _on_the_wall(start), _on_the_wall(end)
    touched = [
        (day, part)
        for day in _days(begins, ends)
        for part, (first, last) in PARTS.items()
        if datetime.combine(day, first) < ends and begins < datetime.combine(day, last)
    ]
    return touched if _cover(touched, begins, ends) else None


def _cover(touched: list[tuple[date, str]], begins: datetime, ends: datetime) -> bool:
    """Whether every minute is in one of the parts: one after the other, none missing between."""
    reached = begins
    for day, part in touched:
        first, last = PARTS[part]
        if datetime.combine(day, first) > reached:
            return False
        reached = datetime.combine(day, last)
    return reached >= ends


def _days(begins: datetime, ends: datetime) -> Iterator[date]:
    days = (ends.date() - begins.date()).days
    return (begins.date() + timedelta(days=ahead) for ahead in range(days + 1))


def _on_the_wall(moment: datetime) -> datetime:
    return moment.astimezone(ITALY).replace(tzinfo=None) if moment.tzinfo else moment
