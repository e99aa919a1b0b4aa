"""How the senders share the worker, so that a slow server behind one channel never stops the portal's other works.

Whoever has the channel's chair goes on for a whole turn; others help for a moment, and only while it is quick. After
a server that took its time to say nothing, nobody asks it again for three times as long.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import DatabaseError, connection

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds: what is slow; for how long one remembers; what a helper gives; the shortest rest, and the longest.
SLOW, REMEMBERED, HELP, REST, LONGEST_REST = 2, 60, 4, 6, 60


@contextmanager
def chair(channel: str) -> Iterator[bool]:
    """Whether we have the chair of `channel`: a lock of the connection, so that whoever dies leaves it."""
    names = ["networking_notice", channel]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), hashtext(%s))", names)
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        # Where the connection is gone, so is the lock.
        if is_ours:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), hashtext(%s))", names)


def may_send(channel: str, *, has_chair: bool) -> bool:
    """Whether to begin: nobody while the channel rests, and only who has the chair while it is slow."""
    found = cache.get_many([_rests(channel), _is_slow(channel)])
    return _rests(channel) not in found and (has_chair or _is_slow(channel) not in found)


def took(channel: str, seconds: float, *, was_in_vain: bool = False) -> None:
    """Remember that `channel` took so long, where that is long."""
    if seconds >= SLOW:
        cache.set(_is_slow(channel), 1, REMEMBERED)
        if was_in_vain:
            cache.set(_rests(channel), 1, max(REST, min(3 * seconds, LONGEST_REST)))


def _is_slow(channel: str) -> str:
    return f"outbox:slow:{channel}"


def _rests(channel: str) -> str:
    return f"outbox:rests:{channel}"
