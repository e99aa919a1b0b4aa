"""Bytes without a row, rows without bytes: what a crash, a cascade or a full disk left behind."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import FileField, ProtectedError
from pghistory.models import Event

from networking.models import StoredFile
from networking.storage import UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.core.files.storage import Storage

log = logging.getLogger(__name__)

# An upload in progress has its bytes before its row.
GRACE = timedelta(hours=24)
# Only what we have named: anything else in the folder is not ours to delete.
OURS = re.compile(r"[0-9a-f]{2}/(?:[0-9a-f]{32}|\.[0-9a-f]{16}" + re.escape(UNFINISHED) + ")")
FOLDER = re.compile(r"[0-9a-f]{2}")
# More than this at once is not dirt: it is the wrong database, or a disk that is not mounted.
FEW = 20
SHARE = 0.2


class TooMuchToSweepError(Exception):
    """So much would go that something else must be wrong: a person has to look."""


@dataclass
class Swept:
    """What a sweep deleted, and the rows without bytes that something still shows."""

    bytes_deleted: list[str] = field(default_factory=list)
    rows_deleted: list[str] = field(default_factory=list)
    rows_in_use: list[str] = field(default_factory=list)


def sweep(*, now: datetime, is_forced: bool = False) -> Swept:
    """Delete the bytes that no row names and the rows whose bytes are gone, both when a day old.

    Raises TooMuchToSweepError when that is more than a few and more than a fifth of what there is, unless
    `is_forced`.
    """
    storage = StoredFile._meta.get_field("file").storage
    # The bytes before the rows: what arrives in between is named by a row that we read.
    present = set(_bytes_in(storage))
    orphans = _orphans(storage, present, before=now - GRACE)
    widows = _rows_without_bytes(present, before=now - GRACE)
    if not is_forced:
        _check_share(orphans, len(present))
        _check_share(widows, StoredFile.objects.count())
    swept = Swept()
    for name in orphans:
        storage.delete(name)
        swept.bytes_deleted.append(name)
    for row in widows:
        _delete_row(row, swept)
    return swept


def _bytes_in(storage: Storage) -> Iterator[str]:
    """The names of ours in the storage; none while nothing was ever uploaded."""
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in filter(FOLDER.fullmatch, folders):
        _folders, names = storage.listdir(folder)
        yield from (name for file in names if OURS.fullmatch(name := f"{folder}/{file}"))


def _orphans(storage: Storage, present: set[str], *, before: datetime) -> list[str]:
    orphans = []
    for name in sorted(present - _named_by_rows()):
        try:
            is_old = storage.get_modified_time(name) < before
        except OSError:  # somebody has just deleted it
            continue
        if is_old:
            orphans.append(name)
    return orphans


def _named_by_rows() -> set[str]:
    """The files that any table names; what a history row remembers is no reason to keep the bytes."""
    named: set[str] = set()
    for model in apps.get_models():
        if issubclass(model, Event):
            continue
        for column in model._meta.local_fields:
            if isinstance(column, FileField):
                named |= set(model._base_manager.values_list(column.attname, flat=True))
    return named


def _rows_without_bytes(present: set[str], *, before: datetime) -> list[StoredFile]:
    old = StoredFile.objects.filter(uploaded_at__lt=before).only("pk", "file")
    return [row for row in old.iterator() if row.file.name not in present]


def _check_share(found: Collection[object], all_there_are: int) -> None:
    if len(found) > max(FEW, SHARE * all_there_are):
        log.critical("%d of %d files would be swept: nothing was", len(found), all_there_are)
        raise TooMuchToSweepError(f"{len(found)}/{all_there_are}")


def _delete_row(row: StoredFile, swept: Swept) -> None:
    pk = str(row.pk)
    try:
        row.delete()
    except ProtectedError:
        log.error("stored file %s has no bytes, and a sheet shows it", pk)
        swept.rows_in_use.append(pk)
    else:
        log.warning("stored file %s had no bytes: the row is deleted", pk)
        swept.rows_deleted.append(pk)
