"""The index in a process's memory: one bitmap per value of a filter, one array per number.

A `Catalogue` never changes once it is built: a newer one takes its place while threads that still
read the old one go on. What it weighs is told in docs/adr/0003-search.md.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from .memory import BoundedMemory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from numpy.typing import NDArray

    from .labels import ComuneLabel, Labels

KM_PER_DEGREE = 111.195
# Words and openings remembered by one catalogue, counted in services.
REMEMBERED = 3_000_000

Bitmaps = dict[str, dict[str | int, BitMap]]


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
    by_id: NDArray[np.int64]
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
        where = self.places_of(np.fromiter(service_ids, dtype=np.int64))
        return where[where >= 0].astype(np.uint32)

    def places_of(self, service_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """The position of each service, −1 for one that the catalogue does not know."""
        if not len(self.ids):
            return np.full(len(service_ids), -1, dtype=np.int64)
        nearest = np.searchsorted(self.ids, service_ids, sorter=self.by_id)
        where = self.by_id[np.minimum(nearest, len(self.ids) - 1)]
        return np.where(self.ids[where] == service_ids, where, -1)

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
