"""The clock: django-celery-beat's, ruled by the registry, and saying of itself that it is alive."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, InterfaceError
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from . import health
from .schedules import Work, running, works

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=30)


class Clock(DatabaseScheduler):
    """What differs from the library: the code wins over what was changed by hand, and no entry is left out.

    The library looks only at the fixed hours near the present one: after an outage the work of 3 o'clock would wait
    until 1 of the next night, and then be done twice in that night.
    """

    _said_at: datetime | None = None

    def setup_schedule(self) -> None:
        """Write the registry's entries, and delete every other."""
        wanted = {work.name: entry_of(work) for work in works()}
        PeriodicTask.objects.exclude(name__in=wanted).delete()
        self.update_from_dict(wanted)
        running.learn(now=timezone.now())

    def enabled_models_qs(self) -> Any:
        return self.Model.objects.enabled()

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """One round of the clock; twice a minute it says that it is alive."""
        self._say_alive(timezone.now())
        return super().tick(*args, **kwargs)

    def _say_alive(self, now: datetime) -> None:
        if self._said_at is not None and timedelta() <= now - self._said_at < BEAT_EVERY:
            return
        try:
            health.record_beat(health.CLOCK, now=now)
        except (DatabaseError, InterfaceError) as problem:
            log.warning("the clock could not say that it is alive: %s", type(problem).__name__)
        self._said_at = now


def entry_of(work: Work) -> dict[str, Any]:
    """A work as the library wants it. «expires», Celery's own name for the life of a tick, it would silently drop."""
    return {
        "task": work.task,
        "schedule": work.schedule,
        "enabled": True,
        "options": {"expire_seconds": int(work.life.total_seconds())},
    }
