"""The moments of the works with hours of their own, also in the two nights in which clocks are moved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _
from django_celery_beat.tzcrontab import TzAwareCrontab

from networking.schedules import Work, works
from networking.schedules.moments import last_due, next_due

ROME = ZoneInfo("Europe/Rome")
NIGHTLY = crontab(hour=3, minute=10)
WEEKLY = crontab(hour=7, minute=0, day_of_week="mon")
MONTHLY = crontab(hour=6, minute=30, day_of_month=31)
AT_HOURS = [work for work in works() if work.is_at_hours]
# Clocks go back at 3 on the first, forward at 2 on the second.
NIGHTS = {"autumn": datetime(2026, 10, 25, tzinfo=ROME), "spring": datetime(2027, 3, 28, tzinfo=ROME)}


def at(*parts):
    return datetime(*parts, tzinfo=ROME)


@pytest.mark.parametrize(
    ("hours", "now", "last", "following"),
    [
        (NIGHTLY, at(2026, 11, 25, 3, 9, 59), at(2026, 11, 24, 3, 10), at(2026, 11, 25, 3, 10)),
        (NIGHTLY, at(2026, 11, 25, 3, 10), at(2026, 11, 25, 3, 10), at(2026, 11, 26, 3, 10)),
        (WEEKLY, at(2026, 11, 25, 10, 0), at(2026, 11, 23, 7, 0), at(2026, 11, 30, 7, 0)),
        (MONTHLY, at(2026, 11, 25, 10, 0), at(2026, 10, 31, 6, 30), at(2026, 12, 31, 6, 30)),
        (NIGHTLY, at(2026, 10, 25, 12, 0), at(2026, 10, 25, 3, 10), at(2026, 10, 26, 3, 10)),
        (NIGHTLY, at(2027, 3, 28, 12, 0), at(2027, 3, 28, 3, 10), at(2027, 3, 29, 3, 10)),
    ],
)
def test_the_moment_before_and_the_one_after(hours, now, last, following):
    assert last_due(hours, now) == last
    assert next_due(hours, now) == following


def test_a_moment_is_told_in_one_zone_whatever_the_clock_of_who_asks():
    now = datetime(2026, 7, 1, 1, 10, tzinfo=UTC)

    assert last_due(NIGHTLY, now) == now


def fired(hours, begin, end):
    """The minutes of the clock's ticks that Celery itself calls due, ticking as the clock does."""
    moment, last_run, given = begin.astimezone(UTC), begin.astimezone(UTC), []
    while moment < end.astimezone(UTC):
        ticking = TzAwareCrontab(
            hours._orig_minute,
            hours._orig_hour,
            hours._orig_day_of_week,
            hours._orig_day_of_month,
            hours._orig_month_of_year,
            tz=ROME,
        )
        ticking.nowfun = lambda: moment.astimezone(ROME)  # noqa: B023 - asked at once
        if ticking.is_due(last_run.astimezone(ROME)).is_due:
            given.append(moment)
            last_run = moment
        moment += timedelta(seconds=30)
    return given


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("work", AT_HOURS, ids=lambda work: work.name)
def test_in_the_nights_when_clocks_move_celery_calls_each_work_once(work, night):
    noon_before = NIGHTS[night] - timedelta(hours=12)
    noon_after = NIGHTS[night] + timedelta(hours=12)

    moments = fired(work.schedule, noon_before, noon_after)

    due = last_due(work.schedule, noon_after)
    assert moments == ([due] if due > noon_before else [])


def test_at_half_past_two_the_page_would_say_what_is_not_so():
    """Why hours between 2 and 3 are refused: in March Celery does at half past three what is written for half past two."""
    moments = fired(crontab(hour=2, minute=30), NIGHTS["spring"], NIGHTS["spring"] + timedelta(hours=12))

    assert [moment.astimezone(ROME).hour for moment in moments] == [3]


def test_a_work_between_two_and_three_cannot_be_written():
    with pytest.raises(ValueError, match="missing in March"):
        Work(
            name="x",
            task="x",
            label=_("x"),
            purpose=_("x"),
            schedule=crontab(hour="1-3", minute=30),
            late_after=timedelta(hours=1),
            if_late=_("x"),
        )


@pytest.mark.parametrize(("pause", "life"), [(5, 10), (30, 30), (900, 900)])
def test_a_tick_lives_until_the_next_and_never_less_than_two_clocks_may_differ(pause, life):
    work = Work("x", "x", _("x"), _("x"), schedule(pause), timedelta(hours=1), _("x"))

    assert work.life == timedelta(seconds=life)
