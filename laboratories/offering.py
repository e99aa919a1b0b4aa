"""How long an offered place is kept for who was offered it: plain values, no query, no clock.

The hours in which an answer is asked for are those from 8 to 20, by the clock of Rome, of working days. The clock of
an offer rests at night, on Saturdays, Sundays and national holidays: the desks are closed and nobody can be asked.

* As a rule there are twelve such hours, a whole day of the desk, and never less than 24 hours of anybody's.
* A letter takes up to seven days: they come before.
* In the last 72 hours before the start there are three such hours; where working days do not leave them, those of
  every day count.
* No offer outlives the start. One of less than an hour is not made: nobody could answer it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Collection

MORNING, EVENING = time(8), time(20)
SATURDAY = 5
A_DAY = timedelta(days=1)
CALM, RUSH, LEAST = timedelta(hours=12), timedelta(hours=3), timedelta(hours=1)
RUSH_BEGINS = timedelta(hours=72)
LETTER_TAKES = timedelta(days=7)
REMINDED_BEFORE, REMINDED_IN_THE_EVENING = timedelta(hours=4), time(17)


def is_rush(now: datetime, start: datetime) -> bool:
    """Whether at `now` places that begin at `start` go to the first party that fits, and are answered in a hurry."""
    return start.astimezone(UTC) - now.astimezone(UTC) <= RUSH_BEGINS


def offer_ends(
    now: datetime, *, start: datetime, holidays: Collection[date] = (), by_letter: bool = False
) -> datetime | None:
    """Until when what is offered at `now` can be answered; None where there is no time left to answer.

    `by_letter`: they are told by post. Where seven days are not left before `start` there is no end either: the
    offer has to be told in another way.
    """
    if by_letter:
        end = _calm(now + LETTER_TAKES, holidays)
        return None if end > _last_hour(start) else end
    if not is_rush(now, start):
        return min(_calm(now, holidays), _last_hour(start))
    end = _counted(now, RUSH, holidays)
    if end > start:
        end = _counted(now, RUSH, None)
    end = min(end, _last_hour(start))
    return None if _counted(now, LEAST, None) > end else end


def reminder_at(now: datetime, end: datetime) -> datetime | None:
    """When to say that an offer made at `now` is about to end: by day, and not just after it was made."""
    at = end - REMINDED_BEFORE
    local = at.astimezone(ITALY)
    if not MORNING <= local.time() < EVENING:
        day = local.date() if local.time() >= EVENING else local.date() - A_DAY
        at = datetime.combine(day, REMINDED_IN_THE_EVENING, tzinfo=ITALY)
    return at if at.astimezone(UTC) - now.astimezone(UTC) >= REMINDED_BEFORE else None


def _calm(now: datetime, holidays: Collection[date]) -> datetime:
    """A whole day of the desk, and at least 24 hours."""
    end = _counted(now, CALM, holidays)
    a_day_on = now.astimezone(UTC) + A_DAY
    return end if end >= a_day_on else _counted(a_day_on, timedelta(), holidays)


def _counted(moment: datetime, left: timedelta, holidays: Collection[date] | None) -> datetime:
    """When `left` hours from 8 to 20 have passed since `moment`: of working days, or of all where there are no
    `holidays` to respect (None). No clock changes between 8 and 20."""
    local = moment.astimezone(ITALY)
    day, hour = local.date(), max(local.time(), MORNING)
    while True:
        if hour < EVENING and (holidays is None or _is_working(day, holidays)):
            at = datetime.combine(day, hour)
            today = datetime.combine(day, EVENING) - at
            if left <= today:
                return (at + left).replace(tzinfo=ITALY)
            left -= today
        day, hour = day + A_DAY, MORNING


def _is_working(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def _last_hour(start: datetime) -> datetime:
    """The last moment from 8 to 20 that is not after `start`."""
    local = start.astimezone(ITALY)
    if local.time() < MORNING:
        return datetime.combine(local.date() - A_DAY, EVENING, tzinfo=ITALY)
    return min(start, datetime.combine(local.date(), EVENING, tzinfo=ITALY))
