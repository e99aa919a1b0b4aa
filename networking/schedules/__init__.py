"""The portal's regular works: one registry says what each is, when it is done and when it is late.

Each app lists its own in a tuple named in `SCHEDULED_WORKS`; the clock, the operator's page, the health check and the
crontab of who has no Celery all read from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from celery.schedules import crontab, schedule
from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# In the night when clocks go forward this hour does not exist; in the other it comes twice.
HOUR_THAT_MOVES = 2
# Shorter, and two machines whose clocks differ by a few seconds would drop everything.
SHORTEST_LIFE = timedelta(seconds=10)
LIFE_OF_A_FIXED_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Work:
    """Something the portal does by itself, again and again."""

    # Written in commands and addresses: it stays.
    name: str
    task: str
    label: _StrPromise
    purpose: _StrPromise
    schedule: schedule | crontab
    late_after: timedelta
    if_late: _StrPromise

    def __post_init__(self) -> None:
        """Raise ValueError for an hour of which nobody can say when it comes."""
        if self.is_at_hours and HOUR_THAT_MOVES in self.schedule.hour:
            raise ValueError(
                f"{self.name}: the hour from 2 to 3 is missing in March and comes twice in October"
            )

    @property
    def is_at_hours(self) -> bool:
        """Whether it has hours of its own, each to be made up for once if missed; the others just go on."""
        return isinstance(self.schedule, crontab)

    @property
    def every(self) -> timedelta:
        """The pause between two ticks of a work without hours."""
        return self.schedule.run_every

    @property
    def life(self) -> timedelta:
        """How long a tick is worth doing: while the worker is away they pile up, and only the last counts."""
        return LIFE_OF_A_FIXED_HOUR if self.is_at_hours else max(self.every, SHORTEST_LIFE)


@cache
def works() -> tuple[Work, ...]:
    """Every regular work, in the order of the settings."""
    return tuple(work for path in settings.SCHEDULED_WORKS for work in import_string(path))


def work_named(name: str) -> Work | None:
    """The work called `name`."""
    return next((work for work in works() if work.name == name), None)


def work_of(task: str) -> Work | None:
    """The work that a task does; None for tasks that the clock does not give."""
    return next((work for work in works() if work.task == task), None)
