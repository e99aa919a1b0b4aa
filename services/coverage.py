"""How much of what exists in a place we know: an empty comune is one we have not mapped yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from services.results import address_of
from services.search import Question
from services.search.answer import answer

from .models import Category, Service, Verification
from .nearby import Nearby, services_around

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import Comune, Zone
    from services.models.catalogue import ServiceQuerySet
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
    nearby: Nearby | None = None


def coverage_of_comune(comune: Comune, *, now: datetime) -> Coverage:
    """What we know of `comune`; where nothing stands in it, the nearest that accept its residents."""
    here = Service.objects.published().filter(place__comune=comune)
    is_mapped = here.exists()
    return _coverage(
        answer(Question(comune=comune.slug), now=now),
        lambda category: Question(comune=comune.slug, categories=(category,)),
        is_mapped=is_mapped,
        verified=_verified(here),
        nearby=None if is_mapped else services_around(comune, now=now),
    )


def coverage_of_zone(zone: Zone, *, now: datetime) -> Coverage:
    """What we know of `zone`."""
    here = Service.objects.published().filter(place__comune__zone=zone)
    return _coverage(
        answer(Question(zone=zone.slug), now=now),
        lambda category: Question(zone=zone.slug, categories=(category,)),
        is_mapped=here.exists(),
        verified=_verified(here),
    )


def _verified(services: ServiceQuerySet) -> int:
    """How many of `services` somebody has checked at least once."""
    return services.filter(Exists(Verification.objects.filter(service=OuterRef("pk")))).count()


def _coverage(
    found: Answer,
    question_for: Callable[[str], Question],
    *,
    is_mapped: bool,
    verified: int,
    nearby: Nearby | None = None,
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
        nearby=nearby,
    )
