"""Several workers at once: each job is done once, and never more at a time than the setting allows."""

import time
from threading import Barrier, Lock, Thread

import pytest
from django.db import connection, models
from django.utils import timezone

from networking import jobs
from networking.models import Job, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
JOBS, WORKERS, AT_ONCE = 8, 4, 2


class Watched:
    """Work that writes down who is at it together."""

    lock = Lock()
    done: list = []
    now_at_it = most = 0


def watched(job, _tell):
    with Watched.lock:
        Watched.now_at_it += 1
        Watched.most = max(Watched.most, Watched.now_at_it)
    time.sleep(0.1)
    with Watched.lock:
        Watched.now_at_it -= 1
        Watched.done.append(job.pk)
    return jobs.Result(b"x", "x.txt", "text/plain")


@pytest.fixture(autouse=True)
def asked(settings, tmp_path):
    settings.JOB_KINDS, settings.JOBS_AT_ONCE = {"watched": f"{__name__}.watched"}, AT_ONCE
    settings.MEDIA_ROOT = tmp_path
    Watched.done, Watched.now_at_it, Watched.most = [], 0, 0
    user = factories.person("lucia@example.org", RoleKind.CITIZEN)
    now = timezone.now()
    return [
        Job.objects.create(kind="watched", requested_by=user, parameters={"n": n}, created_at=now)
        for n in range(JOBS)
    ]


def work_together():
    """Every worker goes on until nothing is left, as the clock would call them again."""
    start = Barrier(WORKERS)

    def work():
        try:
            start.wait(PATIENCE)
            everyone = Job.objects.for_everyone(reason="prova")
            while everyone.filter(state__in=["queued", "running"]).exists():
                jobs.run()
                time.sleep(0.02)
        finally:
            connection.close()

    threads = [Thread(target=work, daemon=True) for _each in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


def test_each_job_is_done_once_and_few_at_a_time(asked):
    work_together()

    assert sorted(Watched.done) == sorted(job.pk for job in asked)
    assert Watched.most == AT_ONCE


def test_without_the_locks_a_job_is_done_twice(asked, monkeypatch, settings):
    """Negative control: it is the locks that part the jobs among the workers."""
    settings.JOBS_AT_ONCE = WORKERS
    monkeypatch.setattr(jobs, "CLAIM", "SELECT 1")
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    monkeypatch.setattr(jobs, "_ours", lambda job: Job.objects.for_everyone(reason="x").filter(pk=job.pk))

    work_together()

    assert len(Watched.done) > JOBS
