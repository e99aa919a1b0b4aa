"""The same kind of help elsewhere, for somebody who reads a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyroaring import BitMap

from services.search import alternatives, loading, openings
from services.search.answer import rows_at

from .cards import Card, cards_of_rows

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Service

AT_MOST = 5


def nearby_services(service: Service, *, now: datetime) -> list[Card]:
    """Services of the same category that accept the residents of its comune, nearest first.

    Empty for a sheet that stands in no comune.
    """
    comune = service.place.comune if service.place else service.organization.comune
    catalogue = loading.current()
    origin = catalogue.labels.comuni.get(comune.slug) if comune else None
    if origin is None:
        return []
    alike = catalogue.with_value("category", service.category.slug) - BitMap(catalogue.known([service.pk]))
    where = alternatives.nearest(alike, origin, catalogue, limit=AT_MOST)
    closing = openings.closing_minutes(catalogue, now)
    return cards_of_rows(rows_at(where, catalogue, origin=origin, closing=closing))
