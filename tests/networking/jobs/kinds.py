"""Kinds of job for the tests."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.urls import reverse

from networking.jobs import Kind, RefusedError, Result
from networking.models import Job, PageReport


def good(_job, tell):
    tell(50, "A metà")
    return Result(b"fatto", "fatto.txt", "text/plain")


def bad(_job, _tell):
    raise ZeroDivisionError("il dato di qualcuno")


def refused(_job, _tell):
    raise RefusedError("Non si può.")


def page(_job, _tell):
    return Result(outcome="3 righe nuove.", leads_to="/profilo/")


def writing(job, _tell):
    """Writes something of its own; then whatever the test has put in its way happens."""
    PageReport.objects.create(path="/", message="scritto", reported_at=job.created_at)
    meanwhile = MEANWHILE.get(job.kind)
    if meanwhile:
        meanwhile(job)
    return Result(b"fatto", "fatto.txt", "text/plain", outcome="Scritto.")


# What happens in the middle of `writing`.
MEANWHILE = {}


def kind(name, do, **more):
    return Kind(
        name,
        label=f"Lavoro {name}",
        do=do,
        back=lambda _job: reverse("networking:profile"),
        back_label="Torna indietro",
        **more,
    )


JOBS = (
    kind("good", good),
    kind("bad", bad, failed="Non è riuscito."),
    kind("refused", refused, failed="Non è riuscito."),
    kind("page", page, ready="Fatto.", leads_label="Vedi le righe"),
    kind("atomic", writing, is_atomic=True),
    kind("loose", writing),
    kind("steady", good, is_steady=True),
    kind("lapsed", good, may_have=lambda _job: False),
)
PATHS = [f"{__name__}.JOBS"]


def lapse():
    """Every lease is over: who held one is dead or frozen."""
    Job.objects.for_everyone(reason="prova").filter(state="running").update(lease_until="2026-01-01T00:00Z")


def again(job):
    """The row as it is now."""
    return Job.objects.for_everyone(reason="prova").get(pk=job.pk)


def in_another_thread(work):
    """What `work` gives, done on a connection of its own."""

    def alone():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result(20)


def wait_for(condition):
    """Ask until it is so; False when that takes too long."""
    for _each in range(200):
        if condition():
            return True
        time.sleep(0.02)
    return False
