"""One question in, one page of services out, with everything that a page says about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from . import alternatives, facets, loading, missed, openings, suggest, words
from .catalogue import bitmap, positions
from .question import PAGE_SIZE, Order
from .rows import Row, rows_at

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from .alternatives import Desk
    from .catalogue import Catalogue
    from .question import Question
    from .suggest import Line

FAR_AWAY_KM = 9_999


@dataclass(frozen=True)
class Answer:
    """A page of results; `number` may be lower than the page asked for when there are not so many."""

    question: Question
    total: int
    rows: list[Row]
    facets: list[facets.Facet]
    number: int
    pages: int
    corrected_from: str = ""
    corrected_to: str = ""
    also_searched: tuple[str, ...] = ()
    # Not all the words stand together anywhere: these sheets have some of them.
    is_partial: bool = False
    # Only the first words were looked for: there were too many.
    is_shortened: bool = False
    # Situations and categories to try, when not all the words were found.
    related: tuple[Line, ...] = ()
    # With nothing in the comune: the nearest elsewhere that accept its residents, and the nearest that
    # do not say whether they do.
    alternatives: tuple[Row, ...] = ()
    to_ask: tuple[Row, ...] = ()
    desk: Desk | None = None

    @property
    def previous_number(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def comune_name(self) -> str:
        """The comune that was asked for, by name."""
        return next((value.label for value in self.facets[0].values if value.is_selected), "")


def answer(question: Question, *, now: datetime) -> Answer:
    """The answer to `question` at `now`. The number of queries does not grow with the results.
    A page beyond the end gives the last one. Values that exist nowhere find nothing, and say so.
    """
    catalogue = loading.current()
    closing = openings.closing_minutes(catalogue, now)
    match = words.match(question.words, catalogue)
    found, counted = _filtered(question, catalogue, match, closing)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(question.page, 1), pages)
    origin = catalogue.labels.comuni.get(question.origin)
    shown = _in_order(found, question, catalogue, match)[: number * PAGE_SIZE][(number - 1) * PAGE_SIZE :]
    rows = rows_at(shown, catalogue, origin=origin, closing=closing)
    accepting: tuple[Row, ...] = ()
    to_ask: tuple[Row, ...] = ()
    desk = None
    if not found or match.is_partial:
        missed.count(question, catalogue, match, now=now)
    if not found:
        near = alternatives.near(question, catalogue, match)
        accepting = tuple(rows_at(near.accepting, catalogue, origin=origin, closing=closing))
        to_ask = tuple(rows_at(near.to_ask, catalogue, origin=origin, closing=closing))
        desk = alternatives.desk_of(catalogue.labels.comuni.get(question.comune), catalogue)
    return Answer(
        question=question,
        total=len(found),
        rows=rows,
        facets=counted,
        number=number,
        pages=pages,
        corrected_from=match.corrected_from,
        corrected_to=match.corrected_to,
        also_searched=match.also_searched,
        is_partial=match.is_partial,
        is_shortened=match.is_shortened,
        related=tuple(suggest.related(match.asked)) if match.is_partial or not found else (),
        alternatives=accepting,
        to_ask=to_ask,
        desk=desk,
    )


def found_services(question: Question, *, now: datetime) -> list[int]:
    """The ids of all the services that answer `question`, in no order: for maps and exports."""
    catalogue = loading.current()
    closing = openings.closing_minutes(catalogue, now)
    match = words.match(question.words, catalogue)
    found, _counted = _filtered(question, catalogue, match, closing)
    return catalogue.ids[positions(found)].tolist()


def _filtered(
    question: Question, catalogue: Catalogue, match: words.Match, closing: NDArray[np.int16]
) -> tuple[BitMap, list[facets.Facet]]:
    base = catalogue.live if match.found is None else match.found
    if question.age is not None:
        base = base & catalogue.accepting_age(question.age)
    opened = bitmap(np.flatnonzero(closing).astype(np.uint32)) & catalogue.live
    return facets.count(base, facets.filters(question, catalogue, opened=opened), catalogue)


def _in_order(
    found: BitMap, question: Question, catalogue: Catalogue, match: words.Match
) -> NDArray[np.uint32]:
    """The first services of `found` in the order asked for, down to the page asked for."""
    where = positions(found)
    if not len(where):
        return where
    keys = _keys(where, question, catalogue, match)
    last = max(question.page, 1) * PAGE_SIZE
    if last < len(where):
        nearest = np.argpartition(keys, last)[:last]
        where, keys = where[nearest], keys[nearest]
    return where[np.argsort(keys)]


def _keys(
    where: NDArray[np.uint32], question: Question, catalogue: Catalogue, match: words.Match
) -> NDArray[np.int64]:
    """A number to sort each position by: first what was asked for, then who is checked, then the name."""
    origin = catalogue.labels.comuni.get(question.origin)
    if question.order == Order.NAME:
        return catalogue.by_name[where]
    if question.order == Order.DISTANCE and origin:
        tenths = np.nan_to_num(catalogue.distances(origin, where), nan=FAR_AWAY_KM) * 10
        return (tenths.astype(np.int64) << 32) + catalogue.by_trust[where]
    if match.scores is not None:
        worse = ((100 - match.scores[where]) * 1000).astype(np.int64)
        return (worse << 32) + catalogue.by_trust[where]
    return catalogue.by_trust[where]
