"""The bytes behind a row's file: they go once the row is surely gone, and not a moment before."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import models, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.storage import Storage
    from django.db.models import QuerySet
    from django.db.models.fields.files import FieldFile

log = logging.getLogger(__name__)


def files_in(rows: QuerySet, columns: Iterable[str] | None = None) -> list[FieldFile]:
    """The files that `rows` name; only those of `columns`, when given."""
    return [
        column.attr_class(None, column, name)
        for column in rows.model._meta.concrete_fields
        if isinstance(column, models.FileField) and (columns is None or column.name in columns)
        for name in rows.exclude(**{column.name: ""}).values_list(column.name, flat=True)
    ]


def forget_after_commit(files: Iterable[FieldFile]) -> None:
    """Delete the bytes when the transaction has committed: a rollback keeps row and bytes together.

    What a cascade deletes does not pass here, and the storage may be away: the nightly sweep does the rest.
    """
    for file in filter(None, files):
        transaction.on_commit(partial(_forget, file.storage, file.name))


def _forget(storage: Storage, name: str) -> None:
    try:
        storage.delete(name)
    except Exception:  # the row is gone: whatever this storage says must not fail what was done
        log.exception("the bytes of %s could not be deleted", name)
