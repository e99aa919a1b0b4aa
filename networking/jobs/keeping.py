"""Beside the work, while it goes on: the lease is renewed, how far it is is written, what ends it is heard.

It has a thread and a connection of its own: the work may be inside a transaction, or in a step that says nothing
for a minute. Who is frozen together with the work lets the lease run out, as who is dead.
"""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from . import stopping
from .holding import fail, give_back, held

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import Job

    from .kinds import Kind

log = logging.getLogger(__name__)

# Every so many seconds.
BEAT = 1.0


class LeftError(Exception):
    """The job is no longer ours to do: what we were doing is worth nothing."""


class CancelledError(LeftError):
    """Whoever asked no longer wants it."""


class TakenOverError(LeftError):
    """The lease ran out and somebody else has it, or it was erased."""


class PutBackError(LeftError):
    """This process has been asked to end: somebody else will do the job."""


class TooLongError(LeftError):
    """It has taken longer than its kind may, and who asked has been told."""


class Keeper:
    """Keeps `job` ours from `with` to its end."""

    def __init__(self, job: Job, kind: Kind, *, now: Callable[[], datetime]) -> None:
        self._job, self._kind, self._now = job, kind, now
        self._ends_at = now() + kind.limit
        self._told = {"progress": job.progress, "doing": job.doing}
        self._verdict: Exception | None = None
        self._done = Event()
        self._thread = Thread(target=self._keep, name=f"job-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._done.set()
        self._thread.join()

    def tell(self, progress: int | None, doing: str) -> None:
        """How far the work is. Raises what ends it: CancelledError, TakenOverError, PutBackError, TooLongError."""
        if self._verdict is not None:
            raise self._verdict
        self._told = {"progress": progress, "doing": doing[:200]}

    def _keep(self) -> None:
        try:
            while self._verdict is None and not self._done.wait(BEAT):
                self._verdict = self._look()
        finally:
            connection.close()

    def _look(self) -> Exception | None:
        """What ends the work, or None; then it is ours for a whole lease again."""
        try:
            if stopping.is_asked():
                give_back(self._job)
                return PutBackError()
            if self._now() > self._ends_at:
                fail(self._job, self._kind.too_long, fault="TooLongError", now=self._now())
                return TooLongError()
            if held(self._job).update(lease_until=Now() + settings.JOBS_LEASE, **self._told):
                return None
            return why_it_left(self._job)
        except (OperationalError, InterfaceError):
            # The database is away: it comes back, and if it is late the lease says whose the job is.
            log.warning("job %s: the database does not answer", self._job.pk)
            connection.close()
            return None


def why_it_left(job: Job) -> LeftError:
    """What has become of a job that is no longer ours."""
    # Without its row: erased.
    state = type(job)._base_manager.filter(pk=job.pk).values_list("state", flat=True).first()
    return CancelledError() if state == job.State.CANCELLED else TakenOverError()
