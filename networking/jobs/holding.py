"""The row of a job, as long as it is ours.

`holder` is a number drawn each time a job is taken: whoever wakes after the lease has run out finds another's there,
or none, and writes nothing. Leases are of the database's clock, which all workers share; attempts only count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from networking.models import Job

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models.jobs import JobQuerySet

ENGINE = "il motore dei lavori"
# What every row that nobody is doing says of who does it.
LET_GO: dict[str, Any] = {"holder": None, "lease_until": None, "doing": ""}


def everyone() -> JobQuerySet:
    """Every job: the engine works for no one in particular."""
    return Job.objects.for_everyone(reason=ENGINE)


def held(job: Job) -> JobQuerySet:
    """The row, as long as nobody took it over, cancelled it or erased it."""
    return everyone().filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder)


def give_back(job: Job) -> None:
    """Put it back, for somebody else to begin at once: it was no attempt of its own."""
    held(job).update(state=Job.State.QUEUED, progress=0, attempts=F("attempts") - 1, **LET_GO)


def fail(job: Job, why: str, *, now: datetime, fault: str = "") -> None:
    """Tell whoever asked why not, and whoever mends it what broke."""
    end(job, now=now, state=Job.State.FAILED, error=why[:300], fault=fault[:200])


@transaction.atomic
def end(job: Job, *, now: datetime, **told: Any) -> bool:
    """Write how it ended, and tell who asked; False where it is no longer ours."""
    is_ours = bool(held(job).update(finished_at=now, **told, **LET_GO))
    if is_ours:
        import_string(settings.WHEN_A_JOB_IS_OVER)(job, now=now)
    return is_ours
