"""What anybody can reckon with published numbers: which are the sum of which, in a reading and between periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

Key = tuple[str, int | None, int | None, str, str, str]

# Which table divides which; where a dimension is missing its pairs fall away.
DIVIDED = (
    ("", "zone"),
    ("", "sex"),
    ("", "age"),
    ("", "group"),
    ("zone", "zone comune"),
    ("zone", "zone sex"),
    ("zone", "zone age"),
    ("zone", "zone group"),
    ("sex", "zone sex"),
    ("age", "zone age"),
    ("group", "zone group"),
)
SAME = 1e-6
A_DAY = timedelta(days=1)


class Number(NamedTuple):
    """A number that is published or hidden.

    when: "" for the reading that is looked at; else what tells the period of another one.
    table: what is counted: above the line, below it …
    """

    when: str
    table: str
    key: Key


class Tie(Enum):
    """How a whole and its parts hang together."""

    ADDS_UP = "the whole is the sum of the parts"
    OVERLAPS = (
        "somebody may be in several parts: no part is more than the whole, nor the whole more than their sum"
    )
    SOME = "there are other parts too: their sum is not more than the whole"
    SOME_OVERLAP = "there are other parts, and somebody may be in several: no part is more than the whole"


@dataclass(frozen=True)
class Relation:
    """A whole and its parts. is_between: of two readings made at different times, which late data may contradict."""

    whole: Number
    parts: tuple[Number, ...]
    tie: Tie = Tie.ADDS_UP
    is_between: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        return (self.whole, *self.parts)


class Days(NamedTuple):
    """A period by its days; its name is what `Number.when` says."""

    first: date
    last: date
    name: str


def rolled_up(key: Key, by: str) -> Key:
    """The cell of the table `by` in which a finer cell lies."""
    _by, zone, comune, sex, age, group = key
    said = by.split()
    return (
        by,
        zone if "zone" in said else None,
        comune if "comune" in said else None,
        sex if "sex" in said else "",
        age if "age" in said else "",
        group if "group" in said else "",
    )


def within(
    numbers: Mapping[Key, float | None], table: str, *, when: str = "", is_counted_once: bool = False
) -> list[Relation]:
    """The sums of one reading. What is not in a table that is there is nobody.

    is_counted_once: the same person may be in several parts. Where nobody is, whoever tries the sum finds that it
    holds: so there it is taken as known.
    """
    relations = []
    for coarse, fine in DIVIDED:
        parts: dict[Key, list[Key]] = defaultdict(list)
        for key in numbers:
            if key[0] == fine:
                parts[rolled_up(key, coarse)].append(key)
        for whole, its in parts.items():
            if whole not in numbers:
                continue
            overlaps = is_counted_once and not _adds_up(numbers[whole], [numbers[key] for key in its])
            tie = Tie.OVERLAPS if overlaps else Tie.ADDS_UP
            pieces = tuple(Number(when, table, key) for key in its)
            relations.append(Relation(Number(when, table, whole), pieces, tie))
    return relations


def _adds_up(whole: float | None, parts: Collection[float | None]) -> bool:
    known = [part for part in parts if part is not None]
    return whole is not None and len(known) == len(parts) and abs(sum(known) - whole) < SAME


def between(
    periods: Sequence[Days],
    numbers: Mapping[str, Mapping[Key, float | None]],
    table: str,
    *,
    is_counted_once: bool = False,
    is_stock: bool = False,
) -> list[Relation]:
    """The sums of months in a quarter, of quarters in a year; of what is counted on the last day, that it is the same.

    numbers: of each period by its name.
    """
    relations = []
    for whole, chain, is_complete in same_days(periods) if is_stock else chains(periods):
        if is_counted_once and not is_stock:
            tie = Tie.OVERLAPS if is_complete else Tie.SOME_OVERLAP
        else:
            tie = Tie.ADDS_UP if is_complete else Tie.SOME
        for key in numbers[whole.name]:
            parts = tuple(Number(each.name, table, key) for each in chain if key in numbers[each.name])
            # A table that one of them does not have tells nothing of what was in it.
            has_table = all(any(other[0] == key[0] for other in numbers[each.name]) for each in chain)
            if parts and has_table:
                relations.append(Relation(Number(whole.name, table, key), parts, tie, is_between=True))
    return relations


def chains(periods: Sequence[Days]) -> list[tuple[Days, tuple[Days, ...], bool]]:
    """Each period with shorter ones that follow one another inside it, and whether they leave no day out.

    Two for each: of the shortest there are, and of the longest, as a year is also three quarters and three months.
    """
    found: dict[tuple[Days, tuple[Days, ...]], bool] = {}
    for whole in periods:
        inside = [each for each in periods if _is_inside(each, whole)]
        for sign in (1, -1):
            chain: list[Days] = []
            for each in sorted(inside, key=lambda days: (days.first, sign * (days.last - days.first))):
                if not chain or each.first > chain[-1].last:
                    chain.append(each)
            if chain:
                found[whole, tuple(chain)] = _leaves_nothing_out(chain, whole)
    return [(whole, chain, is_complete) for (whole, chain), is_complete in found.items()]


def same_days(periods: Sequence[Days]) -> list[tuple[Days, tuple[Days, ...], bool]]:
    """Periods that end on the same day: what is counted on that day is the same in both."""
    return [
        (longer, (shorter,), True)
        for longer in periods
        for shorter in periods
        if longer.last == shorter.last and longer.first < shorter.first
    ]


def _is_inside(part: Days, whole: Days) -> bool:
    is_another = (part.first, part.last) != (whole.first, whole.last)
    return is_another and whole.first <= part.first and part.last <= whole.last


def _leaves_nothing_out(chain: Sequence[Days], whole: Days) -> bool:
    has_ends = chain[0].first == whole.first and chain[-1].last == whole.last
    return has_ends and all(later.first == earlier.last + A_DAY for earlier, later in pairwise(chain))


def linked(days: Days, others: Sequence[Days], *, is_stock: bool = False) -> list[Days]:
    """Of the other periods those from which something follows for `days`, also by way of a third."""
    periods = [days, *others]
    near = {days}
    ties = [{whole, *chain} for whole, chain, _ in (same_days(periods) if is_stock else chains(periods))]
    while more := [tie for tie in ties if tie & near and not tie <= near]:
        near = near.union(*more)
    return [each for each in others if each in near]
