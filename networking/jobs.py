"""Work that takes longer than a page: asked in one transaction, done by a worker, fetched from its own page.

PostgreSQL is the queue: a job is claimed with SKIP LOCKED under a lease, so that a worker that dies loses nothing,
and without Redis the clock's next round does what the nudge after the commit would have begun at once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from . import stored_bytes
from .models import Job, User

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from .models import Person

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
RESULT_LASTS = timedelta(hours=24)
MOST_ATTEMPTS = 3
ENGINE = "il motore dei lavori"
# One lock for whoever claims: so many at once, and not one more.
CLAIM = "SELECT pg_advisory_xact_lock(hashtext('networking_job'))"


class TooManyError(Exception):
    """This person has asked for enough of these today."""


class RefusedError(Exception):
    """The work cannot be done; its message is a sentence for whoever asked."""


class TakenOverError(Exception):
    """The lease ran out and somebody else has the job: what we were doing is worth nothing."""


@dataclass(frozen=True)
class Result:
    """The file that a job gives."""

    content: bytes
    name: str
    content_type: str


def ask(
    kind: str,
    *,
    by: User,
    now: datetime,
    about: Person | None = None,
    parameters: dict[str, Any] | None = None,
    most_a_day: int = 5,
) -> Job:
    """Ask for a job of `kind` (a name of JOB_KINDS); the same one that still waits is not asked twice.

    Raises TooManyError after `most_a_day` in 24 hours.
    """
    with transaction.atomic():
        # One request of theirs at a time: two at once cannot both be the last allowed.
        User.objects.select_for_update().get(pk=by.pk)
        mine = Job.objects.visible_to(by).filter(kind=kind)
        same = mine.filter(about=about, parameters=parameters or {}, state__in=["queued", "running"]).first()
        if same is not None:
            return same
        if mine.filter(created_at__gt=now - timedelta(days=1)).count() >= most_a_day:
            raise TooManyError
        job = Job.objects.create(
            kind=kind, requested_by=by, about=about, parameters=parameters or {}, created_at=now
        )
        transaction.on_commit(_nudge, robust=True)
    return job


def _nudge() -> None:
    """Tell the worker at once; without Redis the clock will."""
    # The tasks stand above: they import this module.
    import_string("networking.tasks.run_jobs").delay()


def run(*, now: Callable[[], datetime] = timezone.now, limit: int = 20) -> int:
    """Do what is waiting, one job after the other; how many were done. Safe to run anywhere, at once."""
    for done in range(limit):
        job = claim_next(now=now())
        if job is None:
            return done
        _do(job, now)
    return limit


@transaction.atomic
def claim_next(*, now: datetime) -> Job | None:
    """Take the oldest waiting job under a lease; None when there is none, or enough are being done already."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM)
    jobs = Job.objects.for_everyone(reason=ENGINE)
    if jobs.at_work(now).count() >= settings.JOBS_AT_ONCE:
        return None
    job = jobs.ready(now).order_by("created_at").select_for_update(skip_locked=True, of=("self",)).first()
    if job is not None:
        job.state, job.lease_until = Job.State.RUNNING, now + LEASE
        job.attempts += 1
        job.started_at = job.started_at or now
        job.save(update_fields=["state", "lease_until", "attempts", "started_at"])
    return job


def _do(job: Job, now: Callable[[], datetime]) -> None:
    """Do one claimed job and write down how it went."""
    try:
        if job.attempts > MOST_ATTEMPTS:
            raise RefusedError(_("Abbiamo provato più volte e non ci siamo riusciti. Chiedilo di nuovo."))
        result = import_string(settings.JOB_KINDS[job.kind])(job, _teller(job, now))
        _finish(job, result, now=now())
    except TakenOverError:
        log.warning("job %s was taken over", job.pk)
    except RefusedError as refusal:
        _fail(job, str(refusal), now=now())
    except Exception:
        log.exception("job %s failed", job.pk)
        if job.attempts < MOST_ATTEMPTS:
            _ours(job).update(state=Job.State.QUEUED, lease_until=None)
        else:
            _fail(job, _("Qualcosa non ha funzionato. Chiedilo di nuovo."), now=now())


def _teller(job: Job, now: Callable[[], datetime]) -> Callable[[int, str], None]:
    """By which the work says how far it is; it also renews the lease. Raises TakenOverError."""

    def tell(progress: int, doing: str) -> None:
        told = _ours(job).update(progress=progress, doing=doing[:200], lease_until=now() + LEASE)
        if not told:
            raise TakenOverError

    return tell


def _finish(job: Job, result: Result, *, now: datetime) -> None:
    """Keep the result and say that it is ready. Raises TakenOverError, and leaves no bytes behind."""
    job.file.save(result.name, ContentFile(result.content), save=False)
    try:
        told = _ours(job).update(
            state=Job.State.DONE,
            progress=100,
            doing="",
            file=job.file.name,
            file_name=result.name,
            content_type=result.content_type,
            lease_until=None,
            finished_at=now,
            expires_at=now + RESULT_LASTS,
        )
    except BaseException:
        job.file.delete(save=False)
        raise
    if not told:
        job.file.delete(save=False)
        raise TakenOverError


def _fail(job: Job, why: str, *, now: datetime) -> None:
    _ours(job).update(state=Job.State.FAILED, error=why[:300], doing="", lease_until=None, finished_at=now)


def _ours(job: Job) -> Any:
    """The row, as long as nobody took it over after our lease ran out, and it was not erased."""
    jobs = Job.objects.for_everyone(reason=ENGINE)
    return jobs.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def expire_results(_label: str = "", before: datetime | None = None) -> int:
    """Delete the results that nobody may fetch any more, with their bytes; how many."""
    before = before or timezone.now() - RESULT_LASTS
    with transaction.atomic():
        over = Job.objects.for_everyone(reason=ENGINE).filter(finished_at__lt=before, state=Job.State.DONE)
        stored_bytes.forget_after_commit(stored_bytes.files_in(over))
        return over.update(state=Job.State.EXPIRED, file="", file_name="")
