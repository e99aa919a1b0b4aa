"""How much of what exists in a place we know: an empty comune is one we have not mapped yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.results import address_of
from services.search import Question, alternatives, loading, openings
from services.search.answer import answer, rows_at

from .cards import Card, cards_of_rows
from .models import Category, Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import Comune, Zone
    from services.search.answer import Answer


@dataclass(frozen=True)
class Need:
    """A kind of help, how many services there are for it, and where to read them."""

    name: str
    icon: str
    count: int
    url: str


@dataclass(frozen=True)
class Coverage:
    """What we know of a place: `is_mapped` only when at least one service stands in it."""

    is_mapped: bool
    total: int
    verified: int
    url: str
    needs: list[Need]
    known_needs: int
    nearest: list[Card] = field(default_factory=list)


def coverage_of_comune(comune: Comune, *, now: datetime) -> Coverage:
    """What we know of `comune`; where nothing stands in it, the nearest that accept its residents."""
    here = Service.objects.published().filter(place__comune=comune)
    is_mapped = here.exists()
    return _coverage(
        answer(Question(comune=comune.slug), now=now),
        lambda category: Question(comune=comune.slug, categories=(category,)),
        is_mapped=is_mapped,
        verified=here.filter(verifications__isnull=False).distinct().count(),
        nearest=[] if is_mapped else _nearest(comune, now=now),
    )


def coverage_of_zone(zone: Zone, *, now: datetime) -> Coverage:
    """What we know of `zone`."""
    here = Service.objects.published().filter(place__comune__zone=zone)
    return _coverage(
        answer(Question(zone=zone.slug), now=now),
        lambda category: Question(zone=zone.slug, categories=(category,)),
        is_mapped=here.exists(),
        verified=here.filter(verifications__isnull=False).distinct().count(),
        nearest=[],
    )


def _coverage(
    found: Answer,
    question_for: Callable[[str], Question],
    *,
    is_mapped: bool,
    verified: int,
    nearest: list[Card],
) -> Coverage:
    icons = dict(Category.objects.roots().values_list("slug", "icon"))
    by_need = next(facet for facet in found.facets if facet.name == "categoria")
    needs = [
        Need(each.label, icons.get(each.value, ""), each.count, address_of(question_for(each.value)))
        for each in by_need.values
        if not each.parent
    ]
    return Coverage(
        is_mapped=is_mapped,
        total=found.total,
        verified=verified,
        url=address_of(found.question),
        needs=needs,
        known_needs=sum(1 for need in needs if need.count),
        nearest=nearest,
    )


def _nearest(comune: Comune, *, now: datetime) -> list[Card]:
    catalogue = loading.current()
    origin = catalogue.labels.comuni.get(comune.slug)
    if origin is None:
        return []
    where = alternatives.nearest(catalogue.live, origin, catalogue)
    closing = openings.closing_minutes(catalogue, now)
    return cards_of_rows(rows_at(where, catalogue, origin=origin, closing=closing))
