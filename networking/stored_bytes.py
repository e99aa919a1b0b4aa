"""The bytes behind a row's file: they go once the row is surely gone, and not a moment before."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import models, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

log = logging.getLogger(__name__)


def names_in(rows: QuerySet, columns: Iterable[str] | None = None) -> list[str]:
    """Where the bytes of `rows` lie; only of `columns`, when given."""
    files = [
        column.name
        for column in rows.model._meta.concrete_fields
        if isinstance(column, models.FileField) and (columns is None or column.name in columns)
    ]
    return [name for column in files for name in rows.exclude(**{column: ""}).values_list(column, flat=True)]


def forget_after_commit(names: Iterable[str]) -> None:
    """Delete the bytes when the transaction has committed: a rollback keeps row and bytes together."""
    for name in names:
        transaction.on_commit(partial(_forget, name), robust=True)


def _forget(name: str) -> None:
    try:
        default_storage.delete(name)
    except OSError:
        log.exception("the bytes of %s could not be deleted", name)
        raise
