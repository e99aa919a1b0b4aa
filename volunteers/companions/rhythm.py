"""On which days a pair meets: plain values, no query and no clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection


class Rhythm(NamedTuple):
    """From which day, every how many days, on which weekday (1–7)."""

    started_on: date
    every: int
    weekday: int


def meetings(rhythm: Rhythm, *, after: date, until: date, holidays: Collection[date]) -> list[date]:
    """The days of the meetings later than `after` and up to `until`, holidays left out.

    The first is the day on which they were introduced, whatever weekday it was; the others are on the usual one,
    every so many weeks from that week.
    """
    monday = rhythm.started_on - timedelta(days=rhythm.started_on.weekday())
    day = monday + timedelta(days=rhythm.every + rhythm.weekday - 1)
    found = [rhythm.started_on]
    while day <= until:
        found.append(day)
        day += timedelta(days=rhythm.every)
    return [
        day for day in found if after < day <= until and (day not in holidays or day == rhythm.started_on)
    ]
