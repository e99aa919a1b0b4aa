"""Long work in real workers that are killed, asked to end, frozen: done once, all of it, or told."""

import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import Celery
from django.utils import timezone

from networking import jobs
from networking.models import Job, PageReport
from tests import database
from tests.faults import portal
from tests.faults.portal import WORKER, queue

# Away from the queue of other tests, whose workers know another database.
OWN_QUEUE = queue(number=8)
SHORT_LEASE = "3"
# As in tests/faults/job_settings.py.
KINDS = ["tests.faults.slow_jobs.JOBS"]


@pytest.fixture
def environment(transactional_db, tmp_path, monkeypatch, settings):
    settings.JOB_KINDS, settings.MEDIA_ROOT = KINDS, tmp_path / "media"
    # Who asks tells nobody: each test says when a worker is to look.
    monkeypatch.setattr("networking.jobs.asking._nudge", lambda: None)
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.job_settings",
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "MIGRATION_DATABASE_URL": "",
        "REDIS_URL": OWN_QUEUE,
        "MEDIA_ROOT": str(tmp_path / "media"),
    }


@pytest.fixture
def asked(environment, citizen, tmp_path):
    return jobs.ask("slow", by=citizen, now=timezone.now(), parameters={"diary": str(tmp_path / "diary")})


@contextmanager
def worker(environment, **more):
    """A worker that is told again and again to look, as the clock does."""
    with portal.running(WORKER, **environment, **more) as process:
        yield process


def look():
    """What the clock asks the worker every five seconds."""
    broker = OWN_QUEUE.replace("unix://", "redis+socket://", 1)
    with Celery(broker=broker, set_as_current=False) as clock:
        clock.send_task("networking.tasks.run_jobs", ignore_result=True)


def now_it(job, **expected):
    """Whether the row says so by now; the worker is told to look meanwhile."""
    row = Job.objects.for_everyone(reason="prova").filter(pk=job.pk, **expected)

    def is_so():
        if row.exists():
            return True
        look()
        time.sleep(0.3)
        return False

    return portal.wait_for(is_so, seconds=60)


def again(job):
    return Job.objects.for_everyone(reason="prova").get(pk=job.pk)


def diary(job):
    return [line.split()[0] for line in Path(job.parameters["diary"]).read_text().splitlines()]


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def kill_in_the_middle(environment, job, *, attempt=1):
    with worker(environment, TEST_JOBS_LEASE=SHORT_LEASE) as process:
        assert now_it(job, state="running", attempts=attempt, progress__gte=20)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_what_a_killed_worker_held_is_done_again_from_the_start_by_another(environment, asked, tmp_path):
    kill_in_the_middle(environment, asked)
    assert PageReport.objects.count() == 0

    with worker(environment, TEST_JOBS_LEASE=SHORT_LEASE):
        assert now_it(asked, state="done")

    assert again(asked).attempts == 2
    assert diary(asked) == ["begin", "begin", "end"]
    assert PageReport.objects.count() == 1
    assert len(files_in(tmp_path / "media")) == 1


def test_what_kills_every_worker_is_told_after_three(environment, asked):
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        kill_in_the_middle(environment, asked, attempt=attempt)

    with worker(environment, TEST_JOBS_LEASE=SHORT_LEASE):
        assert now_it(asked, state="failed")

    assert again(asked).error.startswith("Abbiamo provato più volte")
    assert diary(asked) == ["begin"] * 3


def test_a_worker_asked_to_end_puts_the_job_back_at_once(environment, asked, tmp_path):
    """Its lease would last a minute: nobody waits for that."""
    with worker(environment) as process:
        assert now_it(asked, state="running", progress__gte=20)
        os.kill(process.pid, signal.SIGTERM)
        back = portal.wait_for(lambda: again(asked).state == "queued", seconds=5)
        ended = process.wait(timeout=30)

    assert back
    assert ended == 0
    assert again(asked).attempts == 0
    assert files_in(tmp_path / "media") == []
    with worker(environment):
        assert now_it(asked, state="done")
    assert (again(asked).attempts, PageReport.objects.count()) == (1, 1)


def freeze_and_wake(environment, job):
    """Let another worker do what a frozen one held; then wake it. The row as the other left it."""
    with worker(environment, TEST_JOBS_LEASE=SHORT_LEASE) as frozen:
        assert now_it(job, state="running", progress__gte=20)
        os.killpg(frozen.pid, signal.SIGSTOP)
        time.sleep(int(SHORT_LEASE) + 1)
        with worker(environment, TEST_JOBS_LEASE=SHORT_LEASE):
            assert now_it(job, state="done")
        kept = again(job)
        os.killpg(frozen.pid, signal.SIGCONT)
        # Longer than the rest of its work would take.
        portal.wait_for(lambda: PageReport.objects.count() > 1, seconds=15)
    return kept


def test_a_frozen_worker_that_wakes_writes_nothing(environment, asked, tmp_path):
    kept = freeze_and_wake(environment, asked)

    assert diary(asked) == ["begin", "begin", "end"]
    assert again(asked).file.name == kept.file.name
    assert again(asked).finished_at == kept.finished_at
    assert PageReport.objects.count() == 1
    assert len(files_in(tmp_path / "media")) == 1


def test_cancelled_in_the_middle_it_stops_and_leaves_nothing(environment, asked, citizen, tmp_path):
    with worker(environment):
        assert now_it(asked, state="running", progress__gte=20)
        assert jobs.cancel(asked, by=citizen, now=timezone.now())
        # Longer than the rest of its work would take.
        time.sleep(10)

    assert again(asked).state == "cancelled"
    assert diary(asked) == ["begin"]
    assert PageReport.objects.count() == 0
    assert files_in(tmp_path / "media") == []
