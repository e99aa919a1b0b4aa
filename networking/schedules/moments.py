"""When a work with hours of its own was due, and when it will be: from plain values, in Italian time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from celery.schedules import crontab

A_DAY = timedelta(days=1)
# The 29th of February can be this far away.
FARTHEST = 8 * 366


def last_due(hours: crontab, now: datetime) -> datetime:
    """The latest moment of `hours` that is not after `now`."""
    today = now.astimezone(_here()).date()
    days = (today - A_DAY * back for back in range(FARTHEST))
    return next(moment for day in days for moment in reversed(_moments(hours, day)) if moment <= now)


def next_due(hours: crontab, now: datetime) -> datetime:
    """The first moment of `hours` after `now`."""
    today = now.astimezone(_here()).date()
    days = (today + A_DAY * ahead for ahead in range(FARTHEST))
    return next(moment for day in days for moment in _moments(hours, day) if moment > now)


def _moments(hours: crontab, day: date) -> list[datetime]:
    """The moments of one day, in order; none on a day that is not of the schedule."""
    # Celery counts the days of the week from Sunday.
    is_its_day = (
        day.month in hours.month_of_year
        and day.day in hours.day_of_month
        and day.isoweekday() % 7 in hours.day_of_week
    )
    # Told apart in UTC: two times of one zone are compared by what the wall shows.
    return [_utc(day, at) for at in _times(hours)] if is_its_day else []


def _times(hours: crontab) -> Iterator[time]:
    return (time(hour, minute) for hour in sorted(hours.hour) for minute in sorted(hours.minute))


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, _here()).astimezone(UTC)


def _here() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
