"""Several workers at once: each job is done once, and who cancels and who finishes are never both right."""

import time
from contextlib import suppress
from threading import Event, Lock

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from networking import jobs
from networking.jobs import holding, working
from networking.models import Job, RoleKind
from tests import factories
from tests.concurrency.racing import together

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
JOBS, WORKERS, AT_ONCE = 8, 4, 2
RACES = 25


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


KINDS = [jobs.Kind("watched", label="", do=watched, back=str, back_label="")]


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.JOB_KINDS, settings.JOBS_AT_ONCE = [f"{__name__}.KINDS"], AT_ONCE
    settings.MEDIA_ROOT = tmp_path
    Watched.done, Watched.now_at_it, Watched.most = [], 0, 0


def asked(number):
    now = timezone.now()
    return [
        Job.objects.create(
            kind="watched",
            requested_by=factories.person(f"{each}@example.org", RoleKind.CITIZEN),
            created_at=now,
        )
        for each in range(number)
    ]


def go_on():
    """Until nothing is left, as the clock would call a worker again."""
    while Job.objects.for_everyone(reason="prova").unfinished().exists():
        jobs.run()
        time.sleep(0.02)


def test_each_job_is_done_once_and_few_at_a_time():
    wanted = asked(JOBS)

    together(*[go_on] * WORKERS)

    assert sorted(Watched.done) == sorted(job.pk for job in wanted)
    assert Watched.most == AT_ONCE


def test_without_the_locks_a_job_is_done_twice(monkeypatch, settings):
    """Negative control: it is the locks that part the jobs among the workers."""
    settings.JOBS_AT_ONCE = WORKERS
    asked(JOBS)
    monkeypatch.setattr(working, "CLAIM", "SELECT 1")
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    monkeypatch.setattr(working, "held", unfenced)

    together(*[go_on] * WORKERS)

    assert len(Watched.done) > JOBS


def unfenced(job):
    """The row, whoever has it."""
    return holding.everyone().filter(pk=job.pk)


A_FILE = jobs.Result(b"x", "x.txt", "text/plain")


def race(result=A_FILE):
    """Finish and cancel one job at the same moment; what each was told, and what the row says."""
    [wanted] = asked(1)
    taken = jobs.claim_next(now=timezone.now())
    told = {}

    def finish():
        try:
            working._finish(taken, result, now=timezone.now())
            told["finished"] = True
        except jobs.LeftError:
            told["finished"] = False

    def cancel():
        told["cancelled"] = jobs.cancel(wanted, by=wanted.requested_by, now=timezone.now())

    together(finish, cancel)
    row = Job.objects.for_everyone(reason="prova").get()
    row.requested_by.delete()
    return told["finished"], told["cancelled"], row.state, bool(row.file)


def test_a_job_is_either_finished_or_cancelled_and_both_are_told_the_same():
    outcomes = {race() for _each in range(RACES)}

    assert outcomes <= {(True, False, "done", True), (False, True, "cancelled", False)}


def test_without_the_fence_both_believe_they_were_right(monkeypatch):
    """Negative control: it is the condition on the row that decides. (Where there is a file, a constraint too.)"""
    monkeypatch.setattr(working, "held", unfenced)
    monkeypatch.setattr(type(Job.objects.all()), "unfinished", lambda rows: rows)

    outcomes = [race(jobs.Result(outcome="Fatto.")) for _each in range(RACES)]

    assert any(finished and cancelled for finished, cancelled, _state, _file in outcomes)


def test_who_is_frozen_while_it_claims_does_not_stop_the_others():
    """It keeps the lock of the claims; the database ends it, and the others go on."""
    [wanted] = asked(1)
    is_frozen, may_end = Event(), Event()

    def freeze():
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(working.END_IF_SILENT, ["1s"])
            cursor.execute(working.CLAIM)
            is_frozen.set()
            may_end.wait(PATIENCE)
            cursor.execute("SELECT 1")

    def claim():
        is_frozen.wait(PATIENCE)
        jobs.run()
        may_end.set()

    together(freeze, claim)

    assert Watched.done == [wanted.pk]
