"""Which numbers of a reading nobody outside may see: those of few people, and those from which they could be reckoned.

What few is, and why the proof is a linear program: ADR 0026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.models import Calculation

from .guarding import Guarding, groups_of
from .protecting import protect
from .sums import Days, Key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from governance.models import IndicatorDefinition, ReadingCell
    from governance.models.readings import Cell

    from .periods import Period


@dataclass(frozen=True)
class Earlier:
    """What was published of the same indicator before: another period, or an earlier reading of this one.

    cells: the numerators by the key of their cell; None where it was hidden. Where there was no number to publish
    (no data, nothing to divide by) the cell is left out. few: which of the hidden ones told of few people themselves;
    the others were hidden to cover these, and are no secret when nothing follows from them.
    """

    first_day: date
    last_day: date
    cells: Mapping[Key, Decimal | None]
    few: frozenset[Key]


def key_of(cell: Cell) -> Key:
    """Where a cell stands: by what its table divides, and its place, sex, age and group."""
    return cell.by, cell.zone_id, cell.comune_id, cell.sex, cell.age_band, cell.group


def is_of_few(cell: ReadingCell, definition: IndicatorDefinition) -> bool:
    """Whether a number tells of fewer people than the threshold. Of nobody is not of few: a zero is shown.

    A part of people tells of two groups, those who are in it and those who are not, and the fewer of the two counts.
    """
    return any(0 < group < definition.threshold for group in groups_of(cell, definition))


def hidden(
    cells: Sequence[ReadingCell],
    definition: IndicatorDefinition,
    period: Period,
    earlier: Sequence[Earlier] = (),
) -> set[Key]:
    """The cells that must not be published, so that no group of fewer people than the threshold is told of.

    cells: all those of one reading. Whatever is shown of them, alone or with what was published before, leaves every
    hidden group able to be nobody and to be as many as the threshold forbids: the last audit finds nothing.
    """
    if not definition.threshold:
        return set()
    by_key = {key_of(cell): cell for cell in cells}
    of_this, of_others = _sorted_out(earlier, period)
    few = {key for key, cell in by_key.items() if is_of_few(cell, definition)}
    # Late data change few numbers: what is shown now would tell what was hidden then.
    few |= {key for key in of_this & by_key.keys() if any(groups_of(by_key[key], definition))}
    few = _with_the_gap(few, definition)
    guarding = Guarding(by_key, frozenset(few), definition)
    of_few = {_days(each).name: each.few for each in earlier}
    guarding.join(Days(period.first, period.last, ""), of_others, of_few)
    losses = {key: max(groups_of(cell, definition)) for key, cell in by_key.items()}
    attackers = guarding.attackers()
    protected = protect(few, guarding.numbers, attackers, losses)
    gap = _with_the_gap(protected, definition) - protected
    return protected | gap


def _with_the_gap(keys: set[Key], definition: IndicatorDefinition) -> set[Key]:
    """The lowest zone over the highest tells of both: it is hidden with any of them."""
    has_zone = any(key[0] == "zone" for key in keys)
    if definition.calculation == Calculation.GAP and has_zone:
        return keys | {("", None, None, "", "", "")}
    return keys


def _sorted_out(
    earlier: Sequence[Earlier], period: Period
) -> tuple[set[Key], list[tuple[Days, dict[Key, float | None]]]]:
    """What was hidden in this very period; and the other periods, each as it was published last."""
    of_this: set[Key] = set()
    of_others: dict[Days, dict[Key, float | None]] = {}
    for each in earlier:
        if (each.first_day, each.last_day) == (period.first, period.last):
            of_this |= {key for key, number in each.cells.items() if number is None}
            continue
        of_others[_days(each)] = {
            key: None if number is None else float(number) for key, number in each.cells.items()
        }
    return of_this, list(of_others.items())


def _days(earlier: Earlier) -> Days:
    return Days(earlier.first_day, earlier.last_day, f"{earlier.first_day}/{earlier.last_day}")
