"""The cache in which attempts are counted and codes are remembered: a row in the database, for every process."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

from .database_faults import TakesNothingInError


class CounterCache(DatabaseCache):
    """Django's keeps silent when it cannot write: whoever counts attempts would take it for one too many."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether the key is new. Raises TakesNothingInError where the database only reads."""
        is_new: bool = super().add(key, value, timeout=timeout, version=version)
        if not is_new and self._only_reads():
            raise TakesNothingInError
        return is_new

    def _only_reads(self) -> bool:
        connection = connections[router.db_for_write(self.cache_model_class)]
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            (state,) = cursor.fetchone()
        return bool(state == "on")
