"""A line of a list of services: what it shows, asked in one query."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .catalogue import Catalogue
    from .labels import ComuneLabel


class Listed(NamedTuple):
    """What a line shows of the sheet: values, not models, which cost three times as much to fetch."""

    pk: int
    title: str
    slug: str
    summary: str
    is_demo: bool
    access_modes: list[str]
    organization: str
    comune: str | None
    locality: str | None
    is_protected: bool | None
    closed_from: date | None
    closed_until: date | None
    verified_at: datetime | None
    target_slugs: list[str]


COLUMNS = (
    "pk", "title", "slug", "summary", "is_demo", "access_modes", "organization__name",
    "place__comune__name", "place__locality", "place__is_protected",
    "closed_from", "closed_until", "search_entry__verified_at", "search_entry__target_slugs",
)  # fmt: skip


class Row(NamedTuple):
    """A line of the list. `open_until` is told only of a service that is open."""

    service: Listed
    distance_km: float | None
    open_until: time | None
    targets: list[str]

    @property
    def is_open_now(self) -> bool:
        """Whether one can go there now, without appointment."""
        return self.open_until is not None

    def is_suspended_on(self, day: date) -> bool:
        """Whether the whole service is suspended on `day`."""
        first, last = self.service.closed_from, self.service.closed_until
        return first is not None and first <= day and (last is None or day <= last)

    @property
    def verified_at(self) -> datetime | None:
        """When somebody last checked the sheet."""
        return self.service.verified_at


def rows_at(
    where: Iterable[int],
    catalogue: Catalogue,
    *,
    origin: ComuneLabel | None,
    closing: NDArray[np.int16],
) -> list[Row]:
    """Lines for the services at these positions, in this order; one query. Only published ones."""
    where = np.asarray(where, dtype=np.uint32)
    if not len(where):
        return []
    ids = catalogue.ids[where].tolist()
    asked = Service.objects.published().filter(pk__in=ids).order_by().values_list(*COLUMNS)
    services = {values[0]: Listed(*values) for values in asked}
    distances = catalogue.distances(origin, where) if origin else np.full(len(where), np.nan)
    names = catalogue.labels.targets
    return [
        Row(
            service=services[pk],
            distance_km=None if np.isnan(distance) else round(distance, 1),
            open_until=time(*divmod(minute, 60)) if minute else None,
            targets=[names[slug] for slug in services[pk].target_slugs if slug in names],
        )
        for pk, distance, minute in zip(ids, distances.tolist(), closing[where].tolist(), strict=True)
        if pk in services
    ]
