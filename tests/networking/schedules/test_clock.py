"""The clock's own table follows the registry, whatever somebody wrote in it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from networking import health
from networking.celery import app
from networking.clock import Clock
from networking.models import Heartbeat, ScheduledRun
from networking.schedules import work_of, works

NIGHT = "applicare-la-conservazione"


@pytest.fixture
def clock(transactional_db):
    """In tables of its own: it ends transactions and closes connections as it pleases."""
    # A test before this one may have made an app of its own: hours are those of the current one.
    app.set_current()
    return Clock(app=app)


def test_every_work_has_one_entry_and_there_is_no_other(clock):
    assert set(PeriodicTask.objects.values_list("name", flat=True)) == {work.name for work in works()}
    assert ScheduledRun.objects.count() == len(works())


def test_every_work_is_a_task_that_exists(clock):
    app.loader.import_default_modules()

    assert [work.name for work in works() if work.task not in app.tasks] == []
    assert [work.name for work in works() if work_of(work.task) is not work] == []


def test_a_tick_carries_its_life_to_the_queue(clock):
    lives = {name: entry.options.get("expires") for name, entry in clock.schedule.items()}

    assert lives == {work.name: int(work.life.total_seconds()) for work in works()}


def test_what_was_changed_by_hand_is_put_back_when_the_clock_starts(clock):
    hourly = IntervalSchedule.objects.create(every=1, period="hours")
    PeriodicTask.objects.filter(name=NIGHT).update(enabled=False, crontab=None, interval=hourly)
    PeriodicTask.objects.create(name="di-troppo", task="networking.tasks.apply_retention", interval=hourly)

    Clock(app=app)

    entry = PeriodicTask.objects.get(name=NIGHT)
    assert (entry.enabled, entry.interval, entry.crontab.hour) == (True, None, "3")
    assert str(entry.crontab.timezone) == "Europe/Rome"
    assert not PeriodicTask.objects.filter(name="di-troppo").exists()


def test_no_work_is_left_out_because_its_hour_is_far(clock):
    """The library itself leaves out what is not within two hours: here every hour of the day, some are far."""
    clock._initial_read = True

    assert set(clock.schedule) == {work.name for work in works()}


def test_a_night_that_the_clock_missed_is_due_as_soon_as_it_starts_again(clock):
    PeriodicTask.objects.filter(name=NIGHT).update(last_run_at=timezone.now() - timedelta(days=3))

    again = Clock(app=app)

    assert again.schedule[NIGHT].is_due().is_due


def test_the_clock_says_that_it_is_alive_twice_a_minute(clock, django_assert_num_queries):
    now = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
    clock._say_alive(now)

    with django_assert_num_queries(0):
        clock._say_alive(now + timedelta(seconds=29))
    clock._say_alive(now + timedelta(seconds=30))

    assert Heartbeat.objects.get(name=health.CLOCK).beat_at == now + timedelta(seconds=30)


def test_a_database_that_is_away_does_not_stop_the_clock(clock, monkeypatch):
    from django.db import OperationalError

    def away(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr(health, "record_beat", away)

    clock._say_alive(timezone.now())
