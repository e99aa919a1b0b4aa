"""Which catalogue this process searches, and how it learns of what changed since."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection

from .building import Changes, EntryRow
from .indexing import BEFORE_AN_ANSWER, refresh_stale
from .labels import Labels
from .labels import load as load_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalogue import Catalogue

STATE = """
SELECT latest.number, latest.token,
    EXISTS (SELECT FROM services_stalesheet) AS is_stale,
    EXISTS (SELECT FROM services_cataloguerevision WHERE number = %s AND token = %s) AS is_known
FROM (SELECT) one LEFT JOIN LATERAL (
    SELECT number, token FROM services_cataloguerevision ORDER BY number DESC LIMIT 1
) latest ON true
"""
ROWS = """
SELECT service_id, is_live, sort_name, verified_at IS NOT NULL, category_slugs, target_slugs, access_modes,
    language_codes, listed_comuni, served_comuni, min_age, max_age, is_free, is_step_free, latitude, longitude
FROM services_searchentry WHERE revision > %s
"""

log = logging.getLogger(__name__)

CHUNK = 5_000

_catalogue: Catalogue | None = None
_lock = Lock()


class State(NamedTuple):
    """Where the index in the database stands, and whether ours is one of its past states."""

    number: int | None
    token: UUID | None
    is_stale: bool
    is_known: bool


def current() -> Catalogue:
    """The catalogue as it is now: one query when nothing changed.

    A few stale sheets are read again at once, so that whoever publishes a sheet finds it.
    """
    ours = _catalogue
    state = _state(ours)
    if state.is_stale and _refresh_a_few():
        state = _state(ours)
    return ours if ours and _is_current(ours, state) else _bring_up_to_date()


def _refresh_a_few() -> bool:
    """Whether some stale sheets were read again. Where they cannot be, a search answers with what it has."""
    try:
        return refresh_stale(limit=BEFORE_AN_ANSWER, is_patient=False) > 0
    except DatabaseError:
        log.exception("the search's index could not be brought up to date")
        return False


def labels() -> Labels:
    """The names that filters show, as last read: a form may be a moment behind, the answer is not."""
    return (_catalogue or current()).labels


def _bring_up_to_date() -> Catalogue:
    global _catalogue  # noqa: PLW0603 - the one catalogue of this process
    with _lock:
        ours = _catalogue
        state = _state(ours)
        if ours and _is_current(ours, state):
            return ours
        # Not one of the index's past states: it was rebuilt, restored or rolled back. Read all of it.
        before = ours if state.is_known else None
        changes = Changes(before)
        for rows in _chunks_after(before.number if before else 0):
            changes.add(rows)
        _catalogue = changes.catalogue(labels=load_labels(), number=state.number or 0, token=state.token)
        return _catalogue


def _is_current(ours: Catalogue, state: State) -> bool:
    return ours.number == (state.number or 0) and ours.token == state.token


def _state(ours: Catalogue | None) -> State:
    with connection.cursor() as cursor:
        cursor.execute(STATE, [ours.number if ours else 0, ours.token if ours else None])
        return State(*cursor.fetchone())


def _chunks_after(revision: int) -> Iterator[list[EntryRow]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, [revision])
        while rows := cursor.fetchmany(CHUNK):
            yield [EntryRow(*row) for row in rows]
