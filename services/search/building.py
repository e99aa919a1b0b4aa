"""Making a catalogue from rows of the index table, all of them or those that changed."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from pyroaring import BitMap

from .catalogue import Bitmaps, Catalogue, bitmap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from .labels import Labels

NO_MINIMUM, NO_MAXIMUM = 0, 999
NAME_BYTES = 40


class EntryRow(NamedTuple):
    """A row of the index table, as `loading` reads it."""

    service_id: int
    is_live: bool
    sort_name: str
    is_verified: bool
    category: Sequence[str]
    target: Sequence[str]
    access: Sequence[str]
    language: Sequence[str]
    listed: Sequence[int]
    served: Sequence[int]
    min_age: int | None
    max_age: int | None
    is_free: bool
    is_step_free: bool
    latitude: float | None
    longitude: float | None


class Numbers(NamedTuple):
    """What of a row becomes an element of an array."""

    service_id: int
    name: bytes
    is_verified: bool
    low: int
    high: int
    latitude: float
    longitude: float


# Filters whose values an entry has many of, and those that are simply so or not.
MANY = ("category", "target", "access", "language", "listed", "served")
FLAGS = ("is_live", "is_free", "is_step_free")
# The kinds of the arrays, in the same order.
KINDS: tuple[Any, ...] = (np.int64, f"S{NAME_BYTES}", bool, np.int16, np.int16, np.float64, np.float64)


class Changes:
    """Rows gathered chunk by chunk, so that the memory never holds all of them as they were read."""

    def __init__(self, before: Catalogue | None) -> None:
        self._before = before
        self._position_of = dict(before.position_of) if before else {}
        self._where = array("I")
        self._numbers: list[Numbers] = []
        self._members: dict[str, dict[str | int, array[int]]] = {name: {} for name in (*MANY, *FLAGS)}

    def add(self, rows: Iterable[EntryRow]) -> None:
        """Take in some rows."""
        for row in rows:
            place = self._position_of.setdefault(row.service_id, len(self._position_of))
            self._where.append(place)
            self._numbers.append(_numbers_of(row))
            if row.is_live:
                self._file(row, place)

    def _file(self, row: EntryRow, place: int) -> None:
        for name in MANY:
            values = self._members[name]
            for value in getattr(row, name):
                values.setdefault(value, array("I")).append(place)
        for name in FLAGS:
            if getattr(row, name):
                self._members[name].setdefault(1, array("I")).append(place)

    def catalogue(self, *, labels: Labels, number: int, token: UUID | None) -> Catalogue:
        """The catalogue before, with the rows in place of what it knew of the same services."""
        where = np.frombuffer(self._where, dtype=np.uint32)
        columns = [self._column(index, where) for index in range(len(KINDS))]
        ids, names, is_verified, low, high, latitudes, longitudes = columns
        by_name = _rank(np.argsort(names, kind="stable"))
        return Catalogue(
            number=number,
            token=token,
            labels=labels,
            ids=ids,
            by_id=np.argsort(ids, kind="stable"),
            position_of=self._position_of,
            bitmaps=self._bitmaps(where, labels),
            names=names,
            is_verified=is_verified,
            ages=np.stack([low, high]),
            points=np.stack([latitudes, longitudes]),
            by_name=by_name,
            by_trust=by_name + np.where(is_verified, 0, len(ids)),
        )

    def _column(self, index: int, where: NDArray[np.uint32]) -> NDArray[Any]:
        """One array: as it was, longer if need be, with the new values in their places."""
        after = np.zeros(len(self._position_of), dtype=KINDS[index])
        if self._before is not None:
            before = _columns(self._before)[index]
            after[: len(before)] = before
        if len(where):
            after[where] = np.array([each[index] for each in self._numbers], dtype=KINDS[index])
        return after

    def _bitmaps(self, where: NDArray[np.uint32], labels: Labels) -> Bitmaps:
        """The sets of each value: changed services taken out everywhere, then put where they belong."""
        changed = bitmap(where)
        before = self._before.bitmaps if self._before else {}
        after: Bitmaps = {}
        for name, members in self._members.items():
            sets = {value: services - changed for value, services in before.get(name, {}).items()}
            for value, places in members.items():
                sets[value] = sets.get(value, BitMap()) | BitMap(places)
            after[name] = sets
        after["zone"] = _zones(after["listed"], labels)
        return after


def _numbers_of(row: EntryRow) -> Numbers:
    return Numbers(
        row.service_id,
        row.sort_name.encode()[:NAME_BYTES],
        row.is_verified,
        NO_MINIMUM if row.min_age is None else row.min_age,
        NO_MAXIMUM if row.max_age is None else row.max_age,
        np.nan if row.latitude is None else row.latitude,
        np.nan if row.longitude is None else row.longitude,
    )


def _columns(catalogue: Catalogue) -> list[NDArray[Any]]:
    """The arrays of a catalogue in the order of `Numbers`."""
    return [catalogue.ids, catalogue.names, catalogue.is_verified, *catalogue.ages, *catalogue.points]


def _rank(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rank of each position, from the positions in order."""
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank


def _zones(listed: dict[str | int, BitMap], labels: Labels) -> dict[str | int, BitMap]:
    """What stands in the list of a zone: all that stands in the list of one of its comuni."""
    zones: dict[str | int, BitMap] = {}
    for comune in labels.comuni.values():
        zones[comune.zone] = zones.get(comune.zone, BitMap()) | listed.get(comune.id, BitMap())
    return zones
