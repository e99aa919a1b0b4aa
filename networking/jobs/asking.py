"""Asking for a job, waiting for its turn, and no longer wanting it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.module_loading import import_string

from networking.models import Job, User

from .kinds import kind_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person

QUEUE = "la coda dei lavori"


class TooManyError(Exception):
    """This person has asked for enough of these today."""


def ask(
    kind: str,
    *,
    by: User,
    now: datetime,
    about: Person | None = None,
    parameters: dict[str, Any] | None = None,
    most_a_day: int = 5,
) -> Job:
    """Ask for a job of `kind`; the same one that is not over is not asked twice.

    Raises TooManyError after `most_a_day` in 24 hours, and UnknownKindError.
    """
    kind = kind_of(kind).name
    with transaction.atomic():
        # One request of theirs at a time: two at once cannot both be the last allowed.
        User.objects.select_for_update().get(pk=by.pk)
        mine = Job.objects.visible_to(by).filter(kind=kind)
        same = mine.unfinished().filter(about=about, parameters=parameters or {}).first()
        if same is not None:
            return same
        # Who thought better of it before it began has had nothing.
        had = mine.exclude(state=Job.State.CANCELLED, started_at=None)
        if had.filter(created_at__gt=now - timedelta(days=1)).count() >= most_a_day:
            raise TooManyError
        job = Job.objects.create(
            kind=kind, requested_by=by, about=about, parameters=parameters or {}, created_at=now
        )
        transaction.on_commit(_nudge, robust=True)
    return job


def _nudge() -> None:
    """Tell the worker at once; without Redis the clock will."""
    # The tasks stand above: they import this package.
    import_string("networking.tasks.run_jobs").delay()


def cancel(job: Job, *, by: User, now: datetime) -> bool:
    """No longer want `job`; False where it is not theirs or was over already, and stays as it is.

    Who works at it finds out within a second, and stops where it tells how far it is; what it would write
    afterwards is refused, because the job is no longer its.
    """
    told = (
        Job.objects.visible_to(by)
        .unfinished()
        .filter(pk=job.pk)
        .update(state=Job.State.CANCELLED, finished_at=now, lease_until=None, holder=None, doing="")
    )
    return bool(told)


def place_in_queue(job: Job) -> int | None:
    """1 for the next to be done; None once it has begun."""
    if job.state != Job.State.QUEUED:
        return None
    turns = Job.objects.for_everyone(reason=QUEUE).in_turn()
    for place, pk in enumerate(turns.values_list("pk", flat=True), start=1):
        if pk == job.pk:
            return place
    return None


def waits_for_another_of_theirs(job: Job) -> bool:
    """Whether who asked has something else being done: one person's jobs are done one after the other."""
    at_work = Job.objects.for_everyone(reason=QUEUE).at_work()
    return at_work.filter(requested_by=job.requested_by_id).exists()
