"""Which numbers of a reading are guarded, and what is known to who would reckon them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from governance.models import Calculation

from .auditing import Attacker, Guard, audit
from .counting import COUNTED_ONCE
from .sums import Days, Key, Number, Relation, between, linked, within

if TYPE_CHECKING:
    from governance.models import IndicatorDefinition, ReadingCell

ABOVE, BELOW, REST = "above", "below", "rest"
# Where the number is not of people, knowing it to a tenth is too close.
TOO_CLOSE = 1.1
# Of a middle value and of a difference there is no sum: only of how many they are made of.
NOT_SUMMED = (Calculation.MEDIAN, Calculation.PAIRED)
EarlierCells = Mapping[Key, float | None]


def groups_of(cell: ReadingCell, definition: IndicatorDefinition) -> list[float]:
    """How many people are in each of the groups that a number tells of."""
    above, below = float(cell.numerator or 0), float(cell.denominator or 0)
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


@dataclass
class Guarding:
    """The tables of a reading, each with its sums and what must stay unknown in it.

    cells: by their key. few: the keys of those that tell of few people.
    """

    cells: Mapping[Key, ReadingCell]
    few: frozenset[Key]
    definition: IndicatorDefinition
    numbers: dict[Number, float | None] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    guards: list[Guard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables = _tables(self.cells, self.definition)
        self.is_counted_once = self.definition.calculation in COUNTED_ONCE
        for table, numbers in self.tables.items():
            self.relations += within(numbers, table, is_counted_once=self.is_counted_once)
            self.numbers |= {Number("", table, key): value for key, value in numbers.items()}
        self.guards += [guard for key in self.few for guard in self._guards(key)]

    def join(
        self,
        days: Days,
        earlier: Sequence[tuple[Days, EarlierCells]],
        of_few: Mapping[str, Collection[Key]],
    ) -> None:
        """Add what was published of other periods, and guard what was hidden in them as long as it still is hidden.

        days: of this reading; its name is "". of_few: by the name of its period, what was hidden because it told of few.
        """
        if ABOVE not in self.tables or self.definition.calculation in NOT_SUMMED:
            return
        is_stock = self.definition.time == self.definition.Time.STOCK
        near = linked(days, [each for each, _ in earlier], is_stock=is_stock)
        numbers: dict[str, EarlierCells] = {each.name: cells for each, cells in earlier if each in near}
        before: list[Relation] = []
        for name, cells in numbers.items():
            before += within(cells, ABOVE, when=name, is_counted_once=self.is_counted_once)
            self.numbers |= {Number(name, ABOVE, key): value for key, value in cells.items()}
        ways = {"is_counted_once": self.is_counted_once, "is_stock": is_stock}
        ties = between([days, *near], numbers | {"": self.tables[ABOVE]}, ABOVE, **ways)
        alone = before + [tie for tie in ties if all(number.when for number in tie.numbers)]
        guards = [
            Guard((Number(name, ABOVE, key),), self.definition.threshold - 1.0)
            for name, cells in numbers.items()
            for key in cells
            if key in of_few[name]
        ]
        lost = {leak.guard for leak in audit(self.numbers, alone, guards)}
        self.relations += before + ties
        self.guards += [guard for guard in guards if guard not in lost]

    def attackers(self) -> list[Attacker]:
        """Who knows what was published; and who knows also, of each part, how many it is a part of.

        The second has it from another indicator or from a register, and so it is too late to hide it. It has nothing
        to find where those of whom it is a part are few themselves.
        """
        plain = Attacker(tuple(self.relations), tuple(self.guards))
        if REST not in self.tables:
            return [plain]
        wholes = {key: float(cell.denominator or 0) for key, cell in self.cells.items()}
        wholes = {key: whole for key, whole in wholes.items() if whole >= self.definition.threshold}
        self.numbers |= {Number("elsewhere", "all", key): whole for key, whole in wholes.items()}
        said = [
            Relation(Number("elsewhere", "all", key), (Number("", ABOVE, key), Number("", REST, key)))
            for key in wholes
        ]
        guards = [self._guard(table, key) for key in self.few for table in (ABOVE, REST) if key in wholes]
        small = [guard for guard in guards if guard and self._is_few(guard.numbers[0])]
        return [plain, Attacker((*self.relations, *said), tuple(small))]

    def _guards(self, key: Key) -> Iterable[Guard]:
        """What must stay unknown to everybody in a cell of few people."""
        if REST in self.tables:
            whole = float(self.cells[key].denominator or 0)
            is_few = (
                0 < self.cells[key].people < self.definition.threshold or whole < self.definition.threshold
            )
            numbers = (Number("", ABOVE, key), Number("", REST, key))
            return [Guard(numbers, self._most(whole))] if whole and is_few else []
        guards = [self._guard(table, key) for table in self.tables]
        small = [guard for guard in guards if guard and self._is_few(guard.numbers[0])]
        return small or [guard for guard in guards if guard]

    def _guard(self, table: str, key: Key) -> Guard | None:
        value = self.tables[table][key]
        return Guard((Number("", table, key),), self._most(value)) if value else None

    def _is_few(self, number: Number) -> bool:
        return 0 < (self.numbers[number] or 0) < self.definition.threshold

    def _most(self, value: float) -> float:
        return self.definition.threshold - 1 if value < self.definition.threshold else TOO_CLOSE * value


def _tables(cells: Mapping[Key, ReadingCell], definition: IndicatorDefinition) -> dict[str, dict[Key, float]]:
    """The numbers of which there are sums. A part and what is left of its whole are two tables of their own."""
    above = {key: float(cell.numerator or 0) for key, cell in cells.items()}
    below = {key: float(cell.denominator or 0) for key, cell in cells.items()}
    match definition.calculation:
        case calculation if calculation in NOT_SUMMED:
            return {BELOW: below}
        case Calculation.PARITY:
            return {ABOVE: above, BELOW: below}
        case Calculation.RATIO if all(above[key] <= below[key] for key in cells):
            return {ABOVE: above, REST: {key: below[key] - above[key] for key in cells}}
        case Calculation.RATIO:
            return {ABOVE: above, BELOW: below}
        case _:
            return {ABOVE: above}
