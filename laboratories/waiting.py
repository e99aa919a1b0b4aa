"""The queue for places: who is offered the one that came free, and what they answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import datetime


def promote_later(pool: int) -> None:
    """Once the caller's transaction holds, have the places of `pool` that are free offered to who waits.

    Where nobody can be asked (Redis away) the sweep of every minute finds them.
    """
    transaction.on_commit(partial(_ask_to_promote, pool), robust=True)


def _ask_to_promote(pool: int) -> None:
    import_string("laboratories.tasks.promote").delay(pool)


def promote(pool: int, *, now: datetime) -> int:
    """Offer the free places of `pool` to who waits for them; how many people were offered one."""
    return 0
