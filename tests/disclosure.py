"""Tables to hide cells of, without a database; and what somebody finds who tries every whole number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from governance.indicators.periods import Period, Span
from governance.indicators.suppressing import Key, hidden, key_of
from governance.models import Calculation, IndicatorDefinition, ReadingCell, Status, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from governance.indicators.sums import Number, Relation

YEAR = Period.of(Span.YEAR, date(2026, 5, 1))
# The tables, and what of a finest cell (zone, comune, sex, age, group) each divides by.
TABLES = {
    "": (),
    "zone": (0,),
    "zone comune": (0, 1),
    "sex": (2,),
    "age": (3,),
    "group": (4,),
    "zone sex": (0, 2),
    "zone age": (0, 3),
    "zone group": (0, 4),
}
NOWHERE = (None, None, "", "", "")


def definition(calculation: str = Calculation.COUNT, **given: Any) -> IndicatorDefinition:
    plain = {"code": "PROVA", "threshold": 3, "unit": Unit.PEOPLE, "counts_people": True}
    return IndicatorDefinition(calculation=calculation, **(plain | given))


def cell(key: Key, above: float, below: float | None = None, people: int | None = None) -> ReadingCell:
    by, zone, comune, sex, age, group = key
    return ReadingCell(
        by=by,
        zone_id=zone,
        comune_id=comune,
        sex=sex,
        age_band=age,
        group=group,
        status=Status.OK,
        numerator=Decimal(str(above)),
        denominator=None if below is None else Decimal(str(below)),
        value=Decimal(1),
        people=int(above if below is None else below) if people is None else people,
    )


def tables(finest: Mapping[tuple[Any, ...], Any], names: Collection[str] = ()) -> list[ReadingCell]:
    """Every table of people of whom the zone, comune, sex, age and group are given, with how many, or (above, below)."""
    counted: dict[Key, list[float]] = {}
    for place, number in finest.items():
        pair = number if isinstance(number, tuple) else (number, None)
        for by in names or TABLES:
            kept = [place[i] if i in TABLES[by] else NOWHERE[i] for i in range(len(NOWHERE))]
            total = counted.setdefault((by, *kept), [0, 0])
            total[0] += pair[0]
            total[1] += pair[1] or 0
    has_below = any(isinstance(number, tuple) for number in finest.values())
    return [cell(key, above, below if has_below else None) for key, (above, below) in counted.items()]


def zones(*numbers: Any, **given: Any) -> list[ReadingCell]:
    """The whole and the zones 1, 2, 3 …"""
    return tables({(n, 10 * n, "", "", ""): each for n, each in enumerate(numbers, 1)}, ["", "zone"])


def zone(number: int) -> Key:
    return ("zone", number, None, "", "", "")


ALL: Key = ("", None, None, "", "", "")


def hide(cells: Iterable[ReadingCell], *, period: Period = YEAR, earlier: Any = (), **given: Any) -> set[Key]:
    return hidden(list(cells), definition(**given), period, earlier)


def shown(cells: Iterable[ReadingCell], keys: set[Key]) -> dict[Key, Decimal | None]:
    """The cells as they are published."""
    return {key_of(each): None if key_of(each) in keys else each.numerator for each in cells}


def by_trying(
    published: Mapping[Number, float | None], relations: Iterable[Relation], most: int
) -> list[dict[Number, float]]:
    """All the whole numbers, up to `most`, that agree with what is published and with the sums: none is left out.

    The hidden numbers that are not a sum are tried one by one; the others follow.
    """
    finest_first = list(reversed(list(relations)))
    wholes = {each.whole for each in finest_first}
    tried = [number for number, value in published.items() if value is None and number not in wholes]
    found = []
    for values in product(range(most + 1), repeat=len(tried)):
        numbers = {**published, **dict(zip(tried, values, strict=True))}
        if all(_agrees(numbers, each) for each in finest_first):
            found.append(numbers)
    return found


def _agrees(numbers: dict[Number, Any], relation: Relation) -> bool:
    total = sum(numbers[part] for part in relation.parts)
    if numbers[relation.whole] is None:
        numbers[relation.whole] = total
    return numbers[relation.whole] == total
