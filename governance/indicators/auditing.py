"""What an attacker can still reckon of hidden numbers (ADR 0026).

The attacker has every published number and every sum that holds between them. The smallest and the largest value that a
hidden number can have are two linear programs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from .sums import Number, Relation, Tie

# Numbers of people are whole: what is nearer than this is the same.
SLACK = 1e-3
SOLVED, INFEASIBLE, UNBOUNDED = 0, 2, 3
Published = Mapping[Number, float | None]


@dataclass(frozen=True)
class Guard:
    """Numbers whose sum must be able, for all that is known, to be nothing and to be at least `most`."""

    numbers: tuple[Number, ...]
    most: float


@dataclass(frozen=True)
class Leak:
    """A guarded number that can be reckoned too closely, between which values."""

    guard: Guard
    low: float
    high: float


class Row(NamedTuple):
    """A line of the program: the sum of numbers, each so many times, is at most `right`, or is `right`."""

    terms: tuple[tuple[Number, float], ...]
    right: float
    is_equal: bool
    is_between: bool


Part = tuple[tuple[Row, ...], tuple[Guard, ...]]
Known = dict[Part, list[Leak]]


class ContradictionError(Exception):
    """No numbers at all satisfy what was published."""


def audit(
    published: Published, relations: Iterable[Relation], guards: Sequence[Guard], known: Known | None = None
) -> list[Leak]:
    """The guarded numbers that `published` gives away. None in `published` is what is hidden.

    known: answers already found for parts of the question, which is added to: pass it where one asks again and again.
    """
    known = {} if known is None else known
    leaks = []
    for part in _parts(published, relations, guards):
        if part not in known:
            known[part] = _leaks(published, *part)
        leaks += known[part]
    return leaks


def rows_of(relation: Relation, published: Published) -> list[Row]:
    """A relation in lines, with the known numbers on the right; without what is known to both sides."""
    whole, parts = relation.whole, relation.parts
    adds = [*((part, 1.0) for part in parts), (whole, -1.0)]
    each = [[(part, 1.0), (whole, -1.0)] for part in parts]
    lines = {
        Tie.ADDS_UP: [adds],
        Tie.SOME: [adds],
        Tie.OVERLAPS: [*each, [(number, -times) for number, times in adds]],
        Tie.SOME_OVERLAP: each,
    }[relation.tie]
    rows = (
        _row(line, published, is_equal=relation.tie is Tie.ADDS_UP, is_between=relation.is_between)
        for line in lines
    )
    return [row for row in rows if row.terms]


def _row(
    line: Sequence[tuple[Number, float]], published: Published, *, is_equal: bool, is_between: bool
) -> Row:
    hidden = tuple((number, times) for number, times in line if published[number] is None)
    right = -sum(times * (published[number] or 0.0) for number, times in line)
    return Row(hidden, right, is_equal, is_between)


def _parts(published: Published, relations: Iterable[Relation], guards: Sequence[Guard]) -> list[Part]:
    """The lines and guards that have hidden numbers in common, and nothing in common with the others."""
    rows = list({row: None for relation in relations for row in rows_of(relation, published)})
    above: dict[Number, Number] = {}

    def root(number: Number) -> Number:
        while (higher := above.setdefault(number, number)) != number:
            above[number] = above.get(higher, higher)
            number = higher
        return number

    for names in (*([number for number, _ in row.terms] for row in rows), *(g.numbers for g in guards)):
        for name in names[1:]:
            above[root(name)] = root(names[0])
    lines: dict[Number, list[Row]] = defaultdict(list)
    for row in rows:
        lines[root(row.terms[0][0])].append(row)
    asked: dict[Number, list[Guard]] = defaultdict(list)
    for guard in guards:
        asked[root(guard.numbers[0])].append(guard)
    return [(tuple(lines[name]), tuple(its)) for name, its in asked.items()]


def _leaks(published: Published, rows: Sequence[Row], guards: Sequence[Guard]) -> list[Leak]:
    try:
        return _too_close(_Program(published, rows, guards), guards)
    except ContradictionError:
        # Late data: the readings of different times contradict each other, and nothing follows from both.
        sure = [row for row in rows if not row.is_between]
    try:
        return _too_close(_Program(published, sure, guards), guards)
    except ContradictionError:
        return [Leak(guard, 0, 0) for guard in guards]


def _too_close(program: _Program, guards: Sequence[Guard]) -> list[Leak]:
    leaks = []
    for guard in guards:
        low, high = program.low(guard), program.high(guard)
        if low > SLACK or high < guard.most - SLACK:
            leaks.append(Leak(guard, low, high))
    return leaks


class _Program:
    """What is known of some hidden numbers, and the solutions found so far: each answers many questions at once."""

    def __init__(self, published: Published, rows: Sequence[Row], guards: Sequence[Guard]) -> None:
        names = [
            *(number for row in rows for number, _ in row.terms),
            *(n for g in guards for n in g.numbers),
        ]
        hidden = (number for number in dict.fromkeys(names) if published[number] is None)
        self.published = published
        self.place = {number: place for place, number in enumerate(hidden)}
        self.equal = self._matrix([row for row in rows if row.is_equal])
        self.at_most = self._matrix([row for row in rows if not row.is_equal])
        self.solutions: list[np.ndarray] = []

    def low(self, guard: Guard) -> float:
        """The least that the sum of the guarded numbers can be; nothing, where a solution shows it."""
        found = min((self._sum(guard, solution) for solution in self.solutions), default=inf)
        return 0.0 if found <= SLACK else self._solve(guard, 1.0)

    def high(self, guard: Guard) -> float:
        """The most it can be; or enough, where a solution shows it."""
        found = max((self._sum(guard, solution) for solution in self.solutions), default=0.0)
        return found if found >= guard.most else self._solve(guard, -1.0)

    def _sum(self, guard: Guard, solution: np.ndarray) -> float:
        return sum(
            float(solution[self.place[number]])
            if number in self.place
            else float(self.published[number] or 0)
            for number in guard.numbers
        )

    def _solve(self, guard: Guard, sign: float) -> float:
        if not self.place:
            return self._sum(guard, np.zeros(0))
        wanted = np.zeros(len(self.place))
        for number in guard.numbers:
            if number in self.place:
                wanted[self.place[number]] += sign
        answer = linprog(wanted, *self.at_most, *self.equal, bounds=(0, None), method="highs")
        if answer.status == UNBOUNDED:
            return inf
        if answer.status == INFEASIBLE:
            raise ContradictionError
        if answer.status != SOLVED:
            # What could not be reckoned is not safe: less than nothing at most, more than everything at least.
            return sign * inf
        self.solutions.append(answer.x)
        return self._sum(guard, answer.x)

    def _matrix(self, rows: Sequence[Row]) -> tuple[csr_array, np.ndarray] | tuple[None, None]:
        if not rows:
            return None, None
        terms = [
            (line, self.place[number], times) for line, row in enumerate(rows) for number, times in row.terms
        ]
        lines, places, times = zip(*terms, strict=True)
        shape = (len(rows), len(self.place))
        return csr_array((times, (lines, places)), shape=shape), np.array([row.right for row in rows])


@dataclass(frozen=True)
class Attacker:
    """Somebody who knows some sums, and what must stay unknown to them."""

    relations: tuple[Relation, ...]
    guards: tuple[Guard, ...]
