"""What is told while a turn looks for somebody: who need not answer any more, and that nobody is left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking import outbox
from networking.models import Notice
from networking.outbox import Telling

from . import turns
from .cover_words import NOBODY_LEFT, TAKEN

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from volunteers.models import Assignment

TELLING = "non dire due volte che nessuno può"
# Longer than anything is still told (`turns.looking.STILL_TOLD`).
LATELY = timedelta(days=8)


def tell_taken(row: Assignment, *, now: datetime) -> None:
    """Say, in the caller's transaction, that somebody else said yes first."""
    turns.take_back(row, now=now)
    key = f"{TAKEN}:{row.pk}:{row.made_at.isoformat()}"
    telling = Telling(row.volunteer.person, key=key, about=row, expires_at=row.request.starts_at)
    outbox.tell_all(TAKEN, [telling], now=now)


def tell_nobody_left(rows: Collection[Assignment], *, now: datetime) -> int:
    """Tell who coordinates the turn of each of `rows`, the last of those asked. How many were new."""
    said = Notice.objects.for_everyone(reason=TELLING).filter(kind=NOBODY_LEFT, created_at__gt=now - LATELY)
    told = {key.rpartition(":")[0] for key in said.values_list("key", flat=True)}
    keys = {f"{NOBODY_LEFT}:{row.pk}:{row.made_at.isoformat()}": row for row in rows}
    new = keys.keys() - told
    for key in new:
        turns.tell_coordinators(NOBODY_LEFT, keys[key], key, now)
    return len(new)
