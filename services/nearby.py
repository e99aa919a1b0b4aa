"""Help elsewhere: for somebody who reads a sheet, or whose comune is not mapped yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from services.search import alternatives, loading, openings
from services.search.rows import rows_at

from .cards import Card, cards_of_rows

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Comune
    from services.search.catalogue import Catalogue

    from .models import Service

AT_MOST = 5


class Nearby(NamedTuple):
    """The nearest services: those that accept the residents of the comune, and those one has to ask."""

    accepting: list[Card]
    to_ask: list[Card]


def nearby_services(service: Service, *, now: datetime) -> Nearby:
    """Services of the same category, from the comune in which `service` stands or else its organisation."""
    comune = service.place.comune if service.place else service.organization.comune
    catalogue = loading.current()
    alike = catalogue.with_value("category", service.category.slug) - BitMap(catalogue.known([service.pk]))
    return _nearest(alike, comune, catalogue, now)


def services_around(comune: Comune, *, now: datetime) -> Nearby:
    """The nearest services of any kind, for a comune in which we know of none."""
    catalogue = loading.current()
    return _nearest(catalogue.live, comune, catalogue, now)


def _nearest(services: BitMap, comune: Comune | None, catalogue: Catalogue, now: datetime) -> Nearby:
    origin = catalogue.labels.comuni.get(comune.slug) if comune else None
    if origin is None:
        return Nearby([], [])
    closing = openings.closing_minutes(catalogue, now)
    accepting = services & catalogue.with_value("served", origin.id)
    return Nearby(
        *(
            cards_of_rows(
                rows_at(
                    alternatives.nearest(each, origin, catalogue, limit=AT_MOST),
                    catalogue,
                    origin=origin,
                    closing=closing,
                ),
                today=now.date(),
            )
            for each in (accepting, services - accepting)
        )
    )
