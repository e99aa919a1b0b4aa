"""Telling a database that is away from one that answers and takes nothing in."""

from __future__ import annotations

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg.errors import DiskFull, ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout

# psycopg's own too: what breaks while a cursor is being closed is not translated by Django.
AWAY = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)


class TakesNothingInError(DatabaseError):
    """The database only reads, and whoever was told so would otherwise have been silent."""


def takes_nothing_in(failure: BaseException | None) -> bool:
    """Whether the database reads but does not write: made read-only, or with its disk full."""
    while failure is not None:
        if isinstance(failure, ReadOnlySqlTransaction | DiskFull | TakesNothingInError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
