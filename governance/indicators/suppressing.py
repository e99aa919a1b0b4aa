"""Which numbers of a reading nobody outside may see: those of few people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.models import Calculation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from governance.models import IndicatorDefinition, ReadingCell
    from governance.models.readings import Cell

    from .periods import Period

Key = tuple[str, int | None, int | None, str, str, str]


@dataclass(frozen=True)
class Earlier:
    """What was published of the same indicator before: another period, or an earlier reading of this one.

    cells: the numerators by the key of their cell; None where it was hidden.
    """

    first_day: date
    last_day: date
    cells: Mapping[Key, Decimal | None]


def key_of(cell: Cell) -> Key:
    """Where a cell stands: by what its table divides, and its place, sex, age and group."""
    return cell.by, cell.zone_id, cell.comune_id, cell.sex, cell.age_band, cell.group


def hidden(
    cells: Sequence[ReadingCell],
    definition: IndicatorDefinition,
    period: Period,
    earlier: Sequence[Earlier] = (),
) -> set[Key]:
    """The cells that must not be published, so that no group of fewer people than the threshold is told of."""
    return {key_of(cell) for cell in cells if is_of_few(cell, definition)}


def is_of_few(cell: ReadingCell, definition: IndicatorDefinition) -> bool:
    """Whether a number tells of fewer people than the threshold. Of nobody is not of few: a zero is shown.

    A part of people tells of two groups, those who are in it and those who are not, and the fewer of the two counts.
    """
    return any(0 < group < definition.threshold for group in groups_of(cell, definition))


def groups_of(cell: ReadingCell, definition: IndicatorDefinition) -> list[Decimal | int]:
    """How many people are in each of the groups that a number tells of."""
    above, below = cell.numerator or 0, cell.denominator or 0
    if not definition.counts_people:
        return [cell.people]
    match definition.calculation:
        case Calculation.RATIO:
            return [cell.people, above, below - above, below]
        case Calculation.PARITY:
            return [cell.people, above, below]
        case Calculation.COUNT | Calculation.DISTINCT | Calculation.GAP:
            return [cell.people, above]
        case _:
            return [cell.people]
