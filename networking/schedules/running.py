"""One run of a regular work, written down; and making up, once, for those that were missed.

What is due is asked of the database and not of the queue: whoever calls (the clock, two clocks, a catching up, cron,
a person), a work with hours of its own is done once for each of its moments.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from networking.models import ScheduledRun

from . import Work, moments, works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

log = logging.getLogger(__name__)

# A work that ticks every few seconds is written down once a minute, and when it begins or ends to fail.
RECORD_EVERY = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
# The longest limit of a task (CELERY_TASK_ANNOTATIONS), and some room.
LONGEST_RUN = timedelta(minutes=17)
# A tick that finds the worker busy has been said again by then.
LIFE_OF_CATCHING_UP = timedelta(minutes=5)
RECORD = """
INSERT INTO networking_scheduledrun AS known
    (name, known_since, started_at, ended_at, succeeded_at, attempts, last_error)
VALUES (%(name)s, %(began)s, %(began)s, %(ended)s, %(good)s, %(failed)s, %(error)s)
ON CONFLICT (name) DO UPDATE SET
    started_at = EXCLUDED.started_at, ended_at = EXCLUDED.ended_at, last_error = EXCLUDED.last_error,
    succeeded_at = COALESCE(EXCLUDED.succeeded_at, known.succeeded_at),
    attempts = CASE WHEN EXCLUDED.succeeded_at IS NULL THEN known.attempts + 1 ELSE 0 END
WHERE known.started_at IS NULL OR known.last_error <> EXCLUDED.last_error
    OR known.started_at <= EXCLUDED.started_at - %(pause)s
"""


def run(work: Work, act: Callable[[], Any], *, now: Callable[[], datetime] = timezone.now) -> Any:
    """Do `act` as a run of `work`; None where it is done already, or somebody is at it."""
    if not work.is_at_hours:
        return _run_on(work, act, now)
    with _alone(work) as is_ours:
        return _run_if_due(work, act, now) if is_ours else None


def learn(*, now: datetime) -> None:
    """Know of the works that are new, and no more of those that are gone."""
    names = [work.name for work in works()]
    ScheduledRun.objects.bulk_create(
        [ScheduledRun(name=name, known_since=now) for name in names], ignore_conflicts=True
    )
    ScheduledRun.objects.exclude(name__in=names).delete()


def is_due(work: Work, row: ScheduledRun, *, now: datetime) -> bool:
    """Whether a moment of `work` has come, or somebody wants it, and no run that went well began since."""
    due = moments.last_due(work.schedule, now)
    since = [due] if due >= row.known_since else []
    since += [row.wanted_at] if row.wanted_at else []
    return bool(since) and (row.succeeded_at is None or row.succeeded_at < max(since))


def want(work: Work, *, now: datetime) -> ScheduledRun:
    """Have `work` done once more, as soon as somebody can; its row."""
    asked = {"wanted_at": now, "attempts": 0}
    row, _is_new = ScheduledRun.objects.update_or_create(
        name=work.name, defaults=asked, create_defaults=asked | {"known_since": now}
    )
    # A partial has no name, by which Django would say that it failed.
    transaction.on_commit(lambda: _ask_for(work), robust=True)
    return row


def run_here(work: Work, *, is_forced: bool, now: datetime) -> Any:
    """Do `work` in this process, if it is due or `is_forced`; what its task gives."""
    if is_forced and work.is_at_hours:
        asked = {"wanted_at": now, "attempts": 0}
        ScheduledRun.objects.filter(name=work.name).update(**asked)
    return import_string(work.task)()


def catch_up(*, now: datetime) -> list[str]:
    """Ask the worker for every work that should have been done; their names."""
    missed = missed_works(now=now)
    for work in missed:
        _ask_for(work)
    return [work.name for work in missed]


def missed_works(*, now: datetime) -> list[Work]:
    """The works to make up for now: once each, however many of their moments went by."""
    rows = {row.name: row for row in ScheduledRun.objects.all()}
    here = [work for work in works() if work.is_at_hours and work.name in rows]
    return [
        work for work in here if is_due(work, rows[work.name], now=now) and _has_rested(rows[work.name], now)
    ]


def _has_rested(row: ScheduledRun, now: datetime) -> bool:
    """After a failure: 5, 10, 20 … up to 60 minutes. One that died while it ran counts as one that failed."""
    if not row.attempts or row.started_at is None:
        return True
    return now - row.started_at >= min(timedelta(minutes=5) * 2 ** (row.attempts - 1), LONGEST_PAUSE)


def _ask_for(work: Work) -> None:
    # The tasks stand above: they import this module.
    import_string(work.task).apply_async(expires=LIFE_OF_CATCHING_UP.total_seconds())


def _run_on(work: Work, act: Callable[[], Any], now: Callable[[], datetime]) -> Any:
    """A run of a work without hours: it just goes on, beside others if it happens."""
    began = now()
    try:
        given = act()
    except Exception as failure:
        # What went wrong is told, and not that it could not be written down.
        with suppress(DatabaseError):
            _record(work, began, now(), error=type(failure).__name__)
        raise
    _record(work, began, now(), error="")
    return given


def _record(work: Work, began: datetime, ended: datetime, *, error: str) -> None:
    values: dict[str, Any] = {
        "name": work.name,
        "began": began,
        "ended": ended,
        "good": None if error else began,
        "failed": int(bool(error)),
        "error": error[:100],
        "pause": RECORD_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECORD, values)


def _run_if_due(work: Work, act: Callable[[], Any], now: Callable[[], datetime]) -> Any:
    """A run of a work with hours, which nobody else is doing. The beginning is written first: it may never end."""
    began = now()
    row, _is_new = ScheduledRun.objects.get_or_create(
        name=work.name, defaults={"known_since": moments.last_due(work.schedule, began)}
    )
    if not is_due(work, row, now=began):
        log.info("%s: done already", work.name)
        return None
    mine = ScheduledRun.objects.filter(pk=row.pk)
    mine.update(started_at=began, ended_at=None, attempts=F("attempts") + 1)
    try:
        given = act()
    except Exception as failure:
        with suppress(DatabaseError):
            mine.update(ended_at=now(), last_error=type(failure).__name__[:100])
        raise
    mine.update(ended_at=now(), succeeded_at=began, attempts=0, last_error="")
    return given


@contextmanager
def _alone(work: Work) -> Iterator[bool]:
    """Whether nobody else is doing `work`: a lock of the connection, so that whoever dies lets it go."""
    names = ["networking_scheduledrun", work.name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), hashtext(%s))", names)
        is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            _let_go(names)


def _let_go(names: list[str]) -> None:
    # Where the connection is gone, so is the lock.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), hashtext(%s))", names)
