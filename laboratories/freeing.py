"""A place came free: the queue is told, once whoever freed it has committed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils.module_loading import import_string


def promote_later(pool: int) -> None:
    """Once the caller's transaction holds, have the places of `pool` that are free offered to who waits.

    Where nobody can be asked (Redis away) the sweep of every minute finds them.
    """
    transaction.on_commit(partial(_ask_to_promote, pool), robust=True)


def _ask_to_promote(pool: int) -> None:
    # The tasks stand above: they import the acts, which import this.
    import_string("laboratories.tasks.promote").delay(pool)
