"""Doing jobs: whose turn it is, the work, and how it went."""

from __future__ import annotations

import logging
import time
import traceback
import uuid
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import Job

from . import stopping
from .expiring import RESULT_LASTS
from .holding import LET_GO, end, everyone, fail, give_back, held
from .keeping import Keeper, LeftError, why_it_left
from .kinds import Kind, RefusedError, Result, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from .kinds import Tell

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
# One lock for whoever claims: so many at once, and not one more.
CLAIM = "SELECT pg_advisory_xact_lock(hashtext('networking_job'))"
# Who is frozen inside a transaction keeps its locks: after so long the database ends it, and the others go on.
# Work that is one transaction may compute for a while between two questions; a claim never does.
END_IF_SILENT = "SELECT set_config('idle_in_transaction_session_timeout', %s, true)"
SILENT_CLAIM, SILENT_WORK = "5s", "2min"
# After these seconds a round begins nothing new: the clock's next round goes on.
A_ROUND = 60


def run(*, now: Callable[[], datetime] = timezone.now, limit: int = 20) -> int:
    """Do what is waiting, one job after the other; how many were done. Safe to run anywhere, at once."""
    began = time.monotonic()
    for done in range(limit):
        if stopping.is_asked() or time.monotonic() - began > A_ROUND:
            return done
        job = claim_next(now=now())
        if job is None:
            return done
        _do(job, now)
    return limit


@transaction.atomic
def claim_next(*, now: datetime) -> Job | None:
    """Take the job whose turn it is; None when there is none, or enough are being done already."""
    with connection.cursor() as cursor:
        cursor.execute(END_IF_SILENT, [SILENT_CLAIM])
        cursor.execute(CLAIM)
    at_work = everyone().at_work()
    if at_work.count() >= settings.JOBS_AT_ONCE:
        return None
    # One person's jobs are done one after the other: they never take everybody's places.
    free = everyone().exclude(requested_by__in=at_work.values("requested_by"))
    for pk in free.in_turn().values_list("pk", flat=True):
        job = everyone().ready().filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
        if job is not None:
            return _taken(job, now)
    return None


def _taken(job: Job, now: datetime) -> Job:
    job.state, job.holder = Job.State.RUNNING, uuid.uuid4()
    job.attempts += 1
    job.started_at, job.progress, job.doing = now, 0, ""
    written = ("state", "holder", "attempts", "started_at", "progress", "doing")
    everyone().filter(pk=job.pk).update(
        lease_until=Now() + settings.JOBS_LEASE, **{name: getattr(job, name) for name in written}
    )
    return job


def _do(job: Job, now: Callable[[], datetime]) -> None:
    """Do one claimed job and write down how it went."""
    if job.attempts > MOST_ATTEMPTS:
        # Who did it died each time: whatever it is, once more would not help.
        why = _("Abbiamo provato più volte e non ci siamo riusciti. Chiedilo di nuovo.")
        return fail(job, why, fault="WorkerLost", now=now())
    try:
        kind = kind_of(job.kind)
        with Keeper(job, kind, now=now) as keeper:
            _work(job, kind, keeper.tell, now)
    except LeftError as left:
        log.info("job %s: %s", job.pk, type(left).__name__)
    except RefusedError as refusal:
        fail(job, str(refusal), now=now())
    except SoftTimeLimitExceeded:
        fail(job, kind.too_long, fault="SoftTimeLimitExceeded", now=now())
    except Exception as accident:
        log.exception("job %s failed", job.pk)
        _try_again(job, accident, now=now())
    except BaseException:
        # This process is being ended: somebody else may begin at once.
        give_back(job)
        raise
    return None


def _work(job: Job, kind: Kind, tell: Tell, now: Callable[[], datetime]) -> None:
    """The work and its result: one transaction with it, where the kind says so. Leaves no bytes of what is lost."""
    # The keeper goes on until this transaction has ended: it never waits for a row that we hold.
    with _only_bytes_that_are_named(job), _all_or_nothing() if kind.is_atomic else nullcontext():
        result = kind.do(job, tell)
        _finish(job, result, now=now())


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(END_IF_SILENT, [SILENT_WORK])
        yield


@contextmanager
def _only_bytes_that_are_named(job: Job) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if job.file:
            job.file.delete(save=False)
        raise


def _finish(job: Job, result: Result, *, now: datetime) -> None:
    """Keep the result and say that it is ready. Raises LeftError where the job is no longer ours."""
    if result.content is not None:
        job.file.save(result.name, ContentFile(result.content), save=False)
    told = end(
        job,
        now=now,
        state=Job.State.DONE,
        progress=100,
        file=job.file.name or "",
        file_name=result.name,
        content_type=result.content_type,
        outcome=result.outcome[:300],
        leads_to=result.leads_to,
        expires_at=now + RESULT_LASTS if result.content is not None else None,
    )
    if not told:
        raise why_it_left(job)


def _try_again(job: Job, accident: Exception, *, now: datetime) -> None:
    """Put back what broke; after so many times, tell."""
    if job.attempts < MOST_ATTEMPTS:
        held(job).update(state=Job.State.QUEUED, progress=0, **LET_GO)
        return
    fail(job, _("Qualcosa non ha funzionato. Chiedilo di nuovo."), fault=_where(accident), now=now)


def _where(accident: Exception) -> str:
    """What broke, and the line of ours where it did; its words stay in the log."""
    *_others, last = traceback.extract_tb(accident.__traceback__)
    return f"{type(accident).__name__}, {Path(last.filename).name}:{last.lineno}"
