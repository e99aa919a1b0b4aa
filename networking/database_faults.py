"""Telling a database that is away from one that takes nothing in, and from one where too many press at once."""

from __future__ import annotations

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg.errors import (
    DeadlockDetected,
    DiskFull,
    LockNotAvailable,
    QueryCanceled,
    ReadOnlySqlTransaction,
    SerializationFailure,
)
from psycopg_pool import PoolTimeout

# psycopg's own too: what breaks while a cursor is being closed is not translated by Django.
AWAY = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)


class TakesNothingInError(DatabaseError):
    """The database only reads, and whoever was told so would otherwise have been silent."""


FULL = (ReadOnlySqlTransaction, DiskFull, TakesNothingInError)
BUSY = (LockNotAvailable, DeadlockDetected, SerializationFailure, QueryCanceled)


def takes_nothing_in(failure: BaseException | None) -> bool:
    """Whether the database reads but does not write: made read-only, or with its disk full."""
    return _comes_from(failure, FULL)


def is_too_busy(failure: BaseException | None) -> bool:
    """Whether somebody else held what was asked for too long, or both waited for each other: again is enough."""
    return _comes_from(failure, BUSY)


def _comes_from(failure: BaseException | None, kinds: tuple[type[Exception], ...]) -> bool:
    seen: set[int] = set()
    # An error raised from itself is its own cause: whoever follows it never comes to an end.
    while failure is not None and id(failure) not in seen:
        if isinstance(failure, kinds):
            return True
        seen.add(id(failure))
        failure = failure.__cause__ or failure.__context__
    return False
