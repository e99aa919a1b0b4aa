"""Telling a database that is away from one that answers and takes nothing in."""

from __future__ import annotations

from psycopg.errors import DiskFull, ReadOnlySqlTransaction


def takes_nothing_in(failure: BaseException | None) -> bool:
    """Whether the database reads but does not write: made read-only, or with its disk full."""
    while failure is not None:
        if isinstance(failure, ReadOnlySqlTransaction | DiskFull):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
