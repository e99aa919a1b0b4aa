"""The points of an agenda in the order in which they are read, each with its number: 1, 2, 2.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from governance.models import AgendaItem


class Point(NamedTuple):
    """A point, its number, and whether it is a part of another."""

    number: str
    item: AgendaItem

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another point."""
        return self.item.parent_id is not None


def in_order(items: Iterable[AgendaItem]) -> list[Point]:
    """The points with their numbers, each followed by its parts. No query: `items` are all those of one meeting."""
    by_parent: dict[object, list[AgendaItem]] = {}
    for item in sorted(items, key=lambda each: each.position):
        by_parent.setdefault(item.parent_id, []).append(item)
    return _under(None, "", by_parent)


def _under(parent: object, number: str, by_parent: dict[object, list[AgendaItem]]) -> list[Point]:
    points = []
    for place, item in enumerate(by_parent.get(parent, []), start=1):
        numbered = f"{number}{place}"
        points += [Point(numbered, item), *_under(item.pk, f"{numbered}.", by_parent)]
    return points
