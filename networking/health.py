"""Is the portal well? Asked by load balancers, by people on call, by `make up`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import redis
from django.conf import settings
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from .models import Heartbeat
from .schedules import lateness
from .storage import WholeFileStorage

if TYPE_CHECKING:
    from datetime import datetime

WORKER = "worker"
CLOCK = "orari"
BACKUP = "copia"
LATE = timedelta(minutes=3)
# A copy a day, and some time to make it.
COPY_IS_OLD = timedelta(hours=26)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: is it well, must the portal stop without it, what to tell staff."""

    name: str
    is_well: bool
    is_vital: bool
    detail: str = ""


def examine(*, now: datetime) -> list[Finding]:
    """Look at the database, its migrations, Redis, the worker, the clock and the room for files; never raises."""
    database = _database()
    if not database.is_well:
        return [database, _redis()]
    findings = [database, _migrations(), _redis(), _worker(now), _schedules(now), _files()]
    return [*findings, _backup(now)] if settings.BACKUP_RECIPIENT else findings


def verdict(findings: list[Finding]) -> str:
    """«fermo» without something vital, «degradato» without something else, else «bene»."""
    if any(not each.is_well and each.is_vital for each in findings):
        return "fermo"
    return "bene" if all(each.is_well for each in findings) else "degradato"


def as_details(findings: list[Finding]) -> list[dict[str, object]]:
    """The findings as JSON can carry them."""
    return [asdict(each) for each in findings]


def record_beat(name: str, *, now: datetime) -> None:
    """Write down that the process called `name` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})


def late(*, now: datetime) -> list[Finding]:
    """The processes that have not said they are alive for too long: one question each, nothing outside."""
    findings = [_worker(now), _clock(now)]
    findings += [_backup(now)] if settings.BACKUP_RECIPIENT else []
    return [each for each in findings if not each.is_well]


def is_clock_silent(*, now: datetime) -> bool:
    """Whether the clock has not said that it is alive for too long."""
    return not _clock(now).is_well


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as problem:
        return Finding("database", is_well=False, is_vital=True, detail=type(problem).__name__)
    return Finding("database", is_well=True, is_vital=True)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding("migrazioni", is_well=not pending, is_vital=True, detail=f"{len(pending)} da applicare")


def _redis() -> Finding:
    try:
        redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=0.3, socket_connect_timeout=0.3, retry=None
        ).ping()
    except (redis.RedisError, OSError) as problem:
        return Finding("redis", is_well=False, is_vital=False, detail=type(problem).__name__)
    return Finding("redis", is_well=True, is_vital=False)


def _worker(now: datetime) -> Finding:
    return _beat(WORKER, now, limit=LATE)


def _clock(now: datetime) -> Finding:
    return _beat(CLOCK, now, limit=LATE)


def _schedules(now: datetime) -> Finding:
    """The clock, and behind it the works that it should have had done."""
    clock = _clock(now)
    try:
        late_works = ", ".join(work.name for work in lateness.late_works(now=now))
    except DatabaseError as problem:
        return Finding(CLOCK, is_well=False, is_vital=False, detail=type(problem).__name__)
    if clock.is_well and late_works:
        return Finding(CLOCK, is_well=False, is_vital=False, detail=f"in ritardo: {late_works}")
    return clock


def _files() -> Finding:
    """Room for files: said before it is over. In object storage, room is its owner's matter."""
    storage = storages["default"]
    if not isinstance(storage, WholeFileStorage):
        return Finding("file", is_well=True, is_vital=False, detail="deposito esterno")
    free = storage.free_bytes()
    detail = f"{free // 2**20} MB liberi"
    return Finding("file", is_well=free >= settings.MEDIA_LEAST_FREE_BYTES, is_vital=False, detail=detail)


def _backup(now: datetime) -> Finding:
    return _beat(BACKUP, now, limit=COPY_IS_OLD)


def _beat(name: str, now: datetime, *, limit: timedelta) -> Finding:
    last = Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
    is_well = last is not None and now - last < limit
    return Finding(name, is_well=is_well, is_vital=False, detail=last.isoformat() if last else "mai visto")
