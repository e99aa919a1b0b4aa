"""The index in a process's memory: one bitmap per value of a filter, one array per number.

A hundred thousand services take about 60 MB; a thousand take less than one. A `Catalogue` never
changes once it is built: a newer one takes its place while threads that still read the old one go on.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyroaring import BitMap

from .memory import BoundedMemory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from .labels import ComuneLabel, Labels

NO_MINIMUM, NO_MAXIMUM = 0, 999
KM_PER_DEGREE = 111.195
# Words and openings remembered by one catalogue, counted in services.
REMEMBERED = 3_000_000

Bitmaps = dict[str, dict[str | int, BitMap]]


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
    comune_id: int | None
    min_age: int | None
    max_age: int | None
    is_free: bool
    is_step_free: bool
    latitude: float | None
    longitude: float | None
    has_exact_point: bool


# Filters whose values an entry has many of, and those that are simply so or not.
MANY = ("category", "target", "access", "language", "listed", "served")
FLAGS = ("is_live", "is_free", "is_step_free", "has_exact_point")


def bitmap(positions: NDArray[np.uint32]) -> BitMap:
    """The set of `positions`; through bytes, which is twenty times quicker than number by number."""
    numbers = array("I")
    numbers.frombytes(positions.astype(np.uint32).tobytes())
    return BitMap(numbers)


def positions(services: BitMap) -> NDArray[np.uint32]:
    """The members of a set, as an array that others may index with."""
    return np.frombuffer(services.to_array(), dtype=np.uint32)


@dataclass(frozen=True)
class Catalogue:
    """Services by position (0, 1, 2 …); `number` and `token` name the revision it was read at."""

    number: int
    token: UUID | None
    labels: Labels
    ids: NDArray[np.int64]
    position_of: dict[int, int]
    bitmaps: Bitmaps
    names: NDArray[np.bytes_]
    is_verified: NDArray[np.bool_]
    ages: NDArray[np.int16]
    points: NDArray[np.float64]
    by_name: NDArray[np.int64]
    by_trust: NDArray[np.int64]
    remembered: BoundedMemory = field(default_factory=lambda: BoundedMemory(REMEMBERED))

    @property
    def live(self) -> BitMap:
        """Every service that people may see."""
        return self.flag("is_live")

    def flag(self, name: str) -> BitMap:
        """The services for which `name` holds."""
        return self.bitmaps[name].get(1, BitMap())

    def with_value(self, name: str, value: str | int) -> BitMap:
        """The services that have `value` for the filter `name`; empty for a value nobody has."""
        return self.bitmaps[name].get(value, BitMap())

    def known(self, service_ids: Iterable[int]) -> NDArray[np.uint32]:
        """Positions of those of `service_ids` that are in the catalogue."""
        found = (self.position_of.get(each) for each in service_ids)
        return np.array([each for each in found if each is not None], dtype=np.uint32)

    def accepting_age(self, age: int) -> BitMap:
        """The services that accept somebody of `age`."""
        accepts = (self.ages[0] <= age) & (age <= self.ages[1])
        return bitmap(np.flatnonzero(accepts).astype(np.uint32))

    def distances(self, origin: ComuneLabel, where: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Kilometres as the crow flies from the centre of `origin`; not a number where there is no place."""
        latitudes, longitudes = self.points[0][where], self.points[1][where]
        # Over a hundred kilometres the Earth is flat enough for a tenth of a kilometre.
        north = (latitudes - origin.latitude) * KM_PER_DEGREE
        east = (longitudes - origin.longitude) * KM_PER_DEGREE * np.cos(np.radians(origin.latitude))
        return np.hypot(north, east)


def build(
    rows: Sequence[EntryRow], *, labels: Labels, number: int, token: UUID | None, before: Catalogue | None
) -> Catalogue:
    """The catalogue `before` with `rows` put in place of what it knew of the same services."""
    position_of = dict(before.position_of) if before else {}
    for row in rows:
        position_of.setdefault(row.service_id, len(position_of))
    where = np.array([position_of[row.service_id] for row in rows], dtype=np.uint32)
    size = len(position_of)
    names = _put(before and before.names, size, where, [row.sort_name[:40].encode() for row in rows], "S40")
    is_verified = _put(before and before.is_verified, size, where, [row.is_verified for row in rows], bool)
    by_name = _rank(np.argsort(names, kind="stable"))
    return Catalogue(
        number=number,
        token=token,
        labels=labels,
        ids=_put(before and before.ids, size, where, [row.service_id for row in rows], np.int64),
        position_of=position_of,
        bitmaps=_bitmaps(before.bitmaps if before else {}, rows, where, labels),
        names=names,
        is_verified=is_verified,
        ages=np.stack(
            [
                _put(before and before.ages[0], size, where, [_low(row) for row in rows], np.int16),
                _put(before and before.ages[1], size, where, [_high(row) for row in rows], np.int16),
            ]
        ),
        points=np.stack(
            [
                _put(before and before.points[0], size, where, [_north(row) for row in rows], np.float64),
                _put(before and before.points[1], size, where, [_east(row) for row in rows], np.float64),
            ]
        ),
        by_name=by_name,
        by_trust=by_name + np.where(is_verified, 0, size),
    )


def _put(before, size: int, where, values: list, kind):  # type: ignore[no-untyped-def]
    """The array `before`, longer if need be, with `values` at the positions `where`."""
    after = np.zeros(size, dtype=kind)
    if before is not None:
        after[: len(before)] = before
    if values:
        after[where] = np.array(values, dtype=kind)
    return after


def _rank(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rank of each position, from the positions in order."""
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank


def _bitmaps(before: Bitmaps, rows: Sequence[EntryRow], where, labels: Labels) -> Bitmaps:  # type: ignore[no-untyped-def]
    """The sets of each value: the changed services taken out everywhere, then put where they belong."""
    changed = bitmap(where)
    members: dict[str, dict[str | int, array[int]]] = {name: {} for name in (*MANY, *FLAGS)}
    for row, place in zip(rows, where.tolist(), strict=True):
        for name in MANY if row.is_live else ():
            for value in getattr(row, name):
                members[name].setdefault(value, array("I")).append(place)
        for name in FLAGS if row.is_live else ():
            if getattr(row, name):
                members[name].setdefault(1, array("I")).append(place)
    after: Bitmaps = {}
    for name, added in members.items():
        old = {value: services - changed for value, services in before.get(name, {}).items()}
        after[name] = old | {value: old.get(value, BitMap()) | BitMap(new) for value, new in added.items()}
    after["zone"] = _zones(after["listed"], labels)
    return after


def _zones(listed: dict[str | int, BitMap], labels: Labels) -> dict[str | int, BitMap]:
    """What stands in the list of a zone: all that stands in the list of one of its comuni."""
    zones: dict[str | int, BitMap] = {}
    for comune in labels.comuni.values():
        zones[comune.zone] = zones.get(comune.zone, BitMap()) | listed.get(comune.id, BitMap())
    return zones


def _low(row: EntryRow) -> int:
    return NO_MINIMUM if row.min_age is None else row.min_age


def _high(row: EntryRow) -> int:
    return NO_MAXIMUM if row.max_age is None else row.max_age


def _north(row: EntryRow) -> float:
    return np.nan if row.latitude is None else row.latitude


def _east(row: EntryRow) -> float:
    return np.nan if row.longitude is None else row.longitude
