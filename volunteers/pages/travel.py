"""The matrix of minutes as a page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from networking.models import Comune, TravelTime

if TYPE_CHECKING:
    from networking.models.scope import Scope


class Row(NamedTuple):
    """The ways from one comune, in the order of the columns; None where nobody knows."""

    origin: Comune
    ways: list[TravelTime | None]
    estimates: int
    is_mine: bool


class Matrix(NamedTuple):
    """Every way of the territory."""

    comuni: list[Comune]
    rows: list[Row]

    @property
    def mine(self) -> list[Row]:
        """The rows that the reader may correct."""
        return [row for row in self.rows if row.is_mine]


def matrix(scope: Scope) -> Matrix:
    """Every way, and from which comuni whoever reaches `scope` may correct it. Two questions, however many."""
    comuni = list(Comune.objects.in_order())
    known = {(way.origin_id, way.destination_id): way for way in TravelTime.objects.order_by()}
    return Matrix(comuni, [_row(origin, comuni, known, scope) for origin in comuni])


def _row(origin: Comune, comuni: list[Comune], known: dict[tuple[int, int], TravelTime], scope: Scope) -> Row:
    ways = [known.get((origin.pk, destination.pk)) for destination in comuni]
    estimates = sum(1 for way in ways if way and way.is_estimate)
    return Row(origin, ways, estimates, scope.holds(origin))
