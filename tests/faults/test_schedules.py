"""The clock, the queue and the worker go away and come back: ticks do not pile up, missed works are done once."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from celery import Celery
from django.conf import settings
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from redis import Redis

from networking.clock import Clock
from networking.models import ScheduledRun
from networking.schedules import moments, running, work_named, works
from tests import database
from tests.faults import portal
from tests.faults.portal import BEAT, WORKER, queue

IS_FULL = os.environ.get("PORTAL_FAULTS") == "full"
TICKS = 2000 if IS_FULL else 200
OWN_QUEUE = queue(number=10)
AWAY = timedelta(days=3)
# Those that had a moment of theirs meanwhile: one of every month may have had none.
NIGHTS = sorted(
    work.name
    for work in works()
    if work.is_at_hours and moments.last_due(work.schedule, timezone.now()) > timezone.now() - AWAY
)
# What is really done is counted by the database: a work with hours writes when it begins; one that ticks comes to write
# at every tick, and mostly finds that it needs not, which a trigger before the insertion still sees.
WATCH = """
CREATE TABLE begun (name text, deed text);
GRANT INSERT, SELECT ON begun TO PUBLIC;
CREATE FUNCTION note_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO begun VALUES (NEW.name, TG_OP); RETURN NEW; END $$;
CREATE TRIGGER note_begun AFTER UPDATE OF started_at ON networking_scheduledrun FOR EACH ROW
    WHEN (NEW.started_at IS DISTINCT FROM OLD.started_at) EXECUTE FUNCTION note_begun();
CREATE TRIGGER note_ticked BEFORE INSERT ON networking_scheduledrun FOR EACH ROW
    WHEN (NEW.started_at IS NOT NULL) EXECUTE FUNCTION note_begun();
"""
NO_LONGER = """
DROP TRIGGER IF EXISTS note_begun ON networking_scheduledrun;
DROP TRIGGER IF EXISTS note_ticked ON networking_scheduledrun;
DROP FUNCTION IF EXISTS note_begun();
DROP TABLE IF EXISTS begun;
"""


@pytest.fixture
def redis():
    with Redis.from_url(OWN_QUEUE.replace("?virtual_host=", "?db=")) as there:
        there.flushdb()
        yield there
        there.flushdb()


@pytest.fixture
def environment(transactional_db, redis):
    return {
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "REDIS_URL": OWN_QUEUE,
        "PORTAL_PROCESS": "",
    }


@pytest.fixture
def missed(transactional_db):
    """For three days nobody did anything."""
    long_ago = timezone.now() - AWAY
    running.learn(now=long_ago - timedelta(days=30))
    ScheduledRun.objects.update(started_at=long_ago, ended_at=long_ago, succeeded_at=long_ago)


@pytest.fixture
def begun(transactional_db):
    """The names of the works that were begun (UPDATE) or that ticked (INSERT), one for each time."""
    address = database.url_of(settings.DATABASES["default"]["NAME"], role="owner")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(NO_LONGER + WATCH)
        question = "SELECT name FROM begun WHERE deed = %s ORDER BY name"
        yield lambda deed: [name for (name,) in owner.execute(question, [deed]).fetchall()]
        owner.execute(NO_LONGER)


@contextmanager
def asking():
    """Somebody who speaks to the worker through the queue, as the clock does."""
    broker = OWN_QUEUE.replace("unix://", "redis+socket://", 1)
    with Celery(broker=broker, set_as_current=False) as app:
        app.conf.broker_url = broker
        yield app


def has_done_night_works() -> bool:
    rows = ScheduledRun.objects.filter(name__in=NIGHTS)
    return all(row.succeeded_at and timezone.now() - row.succeeded_at < timedelta(hours=1) for row in rows)


def test_ticks_that_piled_up_are_dropped_and_not_done_one_after_the_other(environment, redis, begun):
    """The worker was away for as long as two hundred ticks of five seconds take."""
    work = work_named("spedire-gli-avvisi")
    with asking() as app:
        clock = Clock(app=app)
        entry = clock.schedule[work.name]
        for _each in range(TICKS):
            clock.apply_entry(entry, producer=clock.producer)
    assert redis.llen("celery") == TICKS
    portal.wait_for(lambda: False, seconds=work.life.total_seconds() + 1)

    with portal.running(WORKER, **environment):
        assert portal.wait_for(lambda: redis.llen("celery") == 0, seconds=90)
        with asking() as app:
            # The clock goes on ticking: its next tick is as good as all those.
            Clock(app=app).apply_entry(entry)
        assert portal.wait_for(lambda: begun("INSERT"), seconds=60)

    assert begun("INSERT") == [work.name]


def test_after_three_days_each_work_of_the_night_is_made_up_for_once(environment, missed, begun):
    """Two clocks and a worker come back together: each clock sends what it missed, and so does the catching up."""
    PeriodicTask.objects.all().delete()
    with (
        portal.running(WORKER, **environment),
        portal.running(BEAT, **environment),
        portal.running(BEAT, **environment),
    ):
        assert portal.wait_for(lambda: PeriodicTask.objects.count() == len(works()), seconds=60)
        with asking() as app:
            for _each in range(3):
                app.send_task("networking.tasks.catch_up", ignore_result=True)
        assert portal.wait_for(has_done_night_works, seconds=90)
        with asking() as app:
            for _each in range(3):
                app.send_task("networking.tasks.catch_up", ignore_result=True)
        portal.wait_for(lambda: False, seconds=120 if IS_FULL else 8)

    assert [name for name in begun("UPDATE") if name in NIGHTS] == NIGHTS


def test_a_clock_that_was_off_at_night_sends_the_works_when_it_starts(environment, missed, begun):
    """The clock's own memory of what it sent last is enough: it does not wait for the catching up."""
    Clock(app=Celery(broker="memory://", set_as_current=False))
    PeriodicTask.objects.update(last_run_at=timezone.now() - AWAY)
    PeriodicTask.objects.filter(name="recuperare").update(last_run_at=timezone.now())
    with portal.running(WORKER, **environment), portal.running(BEAT, **environment):
        assert portal.wait_for(has_done_night_works, seconds=90)

    assert [name for name in begun("UPDATE") if name in NIGHTS] == NIGHTS


def test_a_work_whose_worker_is_killed_is_done_by_the_next(environment, missed):
    name = NIGHTS[0]
    ScheduledRun.objects.filter(name=name).update(started_at=timezone.now(), ended_at=None, attempts=1)
    with portal.running(["manage", "run_schedule", "--dovuti"], **environment) as soon:
        soon.wait(timeout=90)
    assert ScheduledRun.objects.get(name=name).attempts == 1

    ScheduledRun.objects.filter(name=name).update(started_at=timezone.now() - timedelta(minutes=5))
    with portal.running(["manage", "run_schedule", "--dovuti"], **environment) as later:
        assert later.wait(timeout=90) == 0

    assert has_done_night_works()
