"""Numbers on the net of the comuni: five shades, a hatch for what is hidden, blank for what there is not.

No comune is lost because it is small: each has its own area, its own digit and its own row in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networking.cartography import net_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from networking.cartography import Net, Node
    from networking.models import Comune

    from .scales import Number

SHADES = 5
ROOM_FOR_DIGIT = " 0"


@dataclass(frozen=True)
class Value:
    """The number of a comune: None where there is none, or where it may not be shown; how it is written."""

    number: Number | None
    words: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Shade:
    """A class of numbers, from 1 (the lowest) to 5: from which to which, as they are written."""

    number: int
    first: str
    last: str

    @property
    def is_one_number(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Area:
    """A comune on the drawing. shade: 0 where there is no number to show."""

    node: Node
    name: str
    shade: int
    is_hidden: bool


@dataclass(frozen=True)
class Cartogram:
    """The drawing, and what its shades mean."""

    net: Net
    areas: list[Area]
    shades: list[Shade]

    @property
    def has_hidden(self) -> bool:
        return any(area.is_hidden for area in self.areas)

    @property
    def has_blank(self) -> bool:
        return any(not area.shade and not area.is_hidden for area in self.areas)


def cartogram(comuni: Sequence[Comune], values: Mapping[str, Value]) -> Cartogram | None:
    """`values` by slug on the net of `comuni`, which come with their zone; who is not among them is blank.

    None when there are no comuni.
    """
    net = net_of(comuni, room=ROOM_FOR_DIGIT)
    if net is None:
        return None
    names = {comune.slug: comune.name for comune in comuni}
    classes = _classes([value for value in values.values() if value.number is not None])
    shade = {number: place for place, group in enumerate(classes, 1) for number, _words in group}
    return Cartogram(
        net=net,
        areas=[_area(node, names[node.place.slug], values.get(node.place.slug), shade) for node in net.nodes],
        shades=[Shade(place, group[0][1], group[-1][1]) for place, group in enumerate(classes, 1)],
    )


def _area(node: Node, name: str, value: Value | None, shade: Mapping[Any, int]) -> Area:
    if value is None:
        return Area(node, name, 0, is_hidden=False)
    number = None if value.is_hidden else value.number
    return Area(node, name, 0 if number is None else shade[number], value.is_hidden)


def _classes(values: Sequence[Value]) -> list[list[tuple[Any, str]]]:
    """The different numbers in at most five groups of about as many; equal numbers are always together."""
    different = sorted({value.number: value.words for value in values if not value.is_hidden}.items())
    many = min(SHADES, len(different))
    return [
        different[len(different) * place // many : len(different) * (place + 1) // many]
        for place in range(many)
    ]
