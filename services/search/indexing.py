"""Keeping the index true to the catalogue: a few sheets, what is stale, or everything.

Writers queue at one advisory lock, so that revisions are committed in the order of their numbers,
and each reads the catalogue after the one before it has committed: no older reading can overwrite
a newer one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from services.models import CatalogueRevision, SearchEntry, Service, StaleSheet, Suggestion

from . import labels_indexing
from .statements import INDEX_SHEETS, SHEET_WORDS, SUGGEST_SHEETS

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = 2_000
# What a search mends by itself before it answers; the rest waits for the worker.
BEFORE_AN_ANSWER = 200
REVISIONS_KEPT = 1_000
LOCK_NAME = "services.search.indexing"

TAKE_STALE = """
WITH oldest AS (
    SELECT id, service_id FROM services_stalesheet ORDER BY id LIMIT 10 * %(limit)s
), chosen AS (
    SELECT service_id FROM oldest GROUP BY service_id ORDER BY min(id) LIMIT %(limit)s
), taken AS (
    DELETE FROM services_stalesheet WHERE id IN (
        SELECT id FROM oldest WHERE service_id IN (SELECT service_id FROM chosen)
    ) RETURNING service_id
) SELECT DISTINCT service_id FROM taken
"""
FORGET_SHEETS = """
UPDATE services_searchentry e SET is_live = false, revision = %(revision)s
WHERE e.service_id = ANY(%(ids)s) AND e.is_live AND NOT EXISTS (
    SELECT FROM services_service s
    WHERE s.id = e.service_id AND s.published_at IS NOT NULL AND s.withdrawn_at IS NULL)
"""


@transaction.atomic
def refresh(service_ids: Sequence[int]) -> int:
    """Read the sheets of `service_ids` again; the new revision's number."""
    _wait_for_turn()
    revision = _write(list(service_ids))
    _write_names(service_ids)
    return revision


@transaction.atomic
def refresh_stale(*, limit: int = BATCH, is_patient: bool = True) -> int:
    """Read again up to `limit` of the sheets that triggers noted; how many that were.

    Without patience nothing is done while somebody else is indexing.
    """
    if not (_wait_for_turn() if is_patient else _take_turn()):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(TAKE_STALE, {"limit": limit})
        ids = [row[0] for row in cursor.fetchall()]
    if ids:
        _write(ids)
        _write_names(ids)
    return len(ids)


def drain_stale() -> int:
    """Read again everything that is stale, in short transactions; how many sheets that were."""
    total = 0
    while refreshed := refresh_stale():
        total += refreshed
    return total


@transaction.atomic
def rebuild_all() -> int:
    """Draw the whole index anew, in one transaction; how many services can be found."""
    _wait_for_turn()
    StaleSheet.objects.all().delete()
    SearchEntry.objects.all().delete()
    Suggestion.objects.all().delete()
    labels_indexing.forget_words()
    # Without its revision a process knows that it has to read everything again.
    CatalogueRevision.objects.all().delete()
    CatalogueRevision.objects.create()
    ids = list(Service.objects.published().values_list("id", flat=True))
    for start in range(0, len(ids), BATCH):
        _write(ids[start : start + BATCH])
    labels_indexing.refresh()
    return len(ids)


@transaction.atomic
def refresh_labels() -> None:
    """Draw anew what is proposed besides services: a new sheet may make an everyday word find something."""
    _wait_for_turn()
    labels_indexing.refresh()


def _write(ids: list[int]) -> int:
    revision = CatalogueRevision.objects.create().number
    CatalogueRevision.objects.filter(number__lte=revision - REVISIONS_KEPT).delete()
    values: dict[str, Any] = {"ids": ids, "revision": revision}
    with connection.cursor() as cursor:
        for statement in (INDEX_SHEETS, FORGET_SHEETS, SHEET_WORDS):
            cursor.execute(statement, values)
        cursor.execute("DELETE FROM services_suggestion WHERE service_id = ANY(%(ids)s)", values)
        cursor.execute(SUGGEST_SHEETS, values)
    return revision


def _write_names(ids: Sequence[int]) -> None:
    if StaleSheet.LABELS in ids:
        labels_indexing.refresh()
    else:
        labels_indexing.refresh_names_of(ids)


def _wait_for_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK_NAME])
    return True


def _take_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [LOCK_NAME])
        return bool(cursor.fetchone()[0])
