"""Which comuni are near: as the crow flies, so only an order and a rough limit, never a promise of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.roads import kilometres

if TYPE_CHECKING:
    from collections.abc import Iterable

    from networking.models import Comune

# In the mountains a family goes so far, of an afternoon.
NEAR_KM = 20.0


def nearest_first(here: Comune, comuni: Iterable[Comune]) -> list[Comune]:
    """`comuni` from the nearest to `here`, itself the first."""
    return sorted(comuni, key=lambda each: (kilometres(here, each), each.name))


def around(here: Comune, comuni: Iterable[Comune]) -> list[Comune]:
    """Those of `comuni` within `NEAR_KM` of `here`, itself included, the nearest first."""
    return [each for each in nearest_first(here, comuni) if kilometres(here, each) <= NEAR_KM]
