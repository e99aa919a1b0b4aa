"""Which comuni are near: as the crow flies, so only an order and a rough limit, never a promise of minutes."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from networking.models import Comune

EARTH_KM = 6371.0
# In the mountains a family goes so far, of an afternoon.
NEAR_KM = 20.0


def kilometres(one: Comune, other: Comune) -> float:
    """How far apart the town halls are, in a straight line."""
    north, south = radians(one.latitude), radians(other.latitude)
    half_way_up = sin((south - north) / 2) ** 2
    half_way_across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half_way_up + cos(north) * cos(south) * half_way_across))


def nearest_first(here: Comune, comuni: Iterable[Comune]) -> list[Comune]:
    """`comuni` from the nearest to `here`, itself the first."""
    return sorted(comuni, key=lambda each: (kilometres(here, each), each.name))


def around(here: Comune, comuni: Iterable[Comune]) -> list[Comune]:
    """Those of `comuni` within `NEAR_KM` of `here`, itself included, the nearest first."""
    return [each for each in nearest_first(here, comuni) if kilometres(here, each) <= NEAR_KM]
