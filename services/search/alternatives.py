"""Where to go when the comune has nothing: the nearest that accept its residents, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db.models import Q
from pyroaring import BitMap

from networking.models import Zone
from services.models import Contact

from .catalogue import positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .catalogue import Catalogue
    from .labels import ComuneLabel
    from .question import Question
    from .words import Match

# «La porta d'ingresso ai servizi sociali»: its sheets are the desks that one can always call.
DESK_CATEGORY = "ufficio-della-cittadinanza"
HOW_MANY = 5
NOWHERE = np.array([], dtype=np.uint32)


class Alternatives(NamedTuple):
    """Services of other comuni by position, nearest first."""

    # They say that they accept residents of the comune.
    accepting: NDArray[np.uint32]
    # They do not say so: one has to ask.
    to_ask: NDArray[np.uint32]


@dataclass(frozen=True)
class Desk:
    """Whom to call: the Ufficio della cittadinanza, or the zone where there is none."""

    name: str
    phone: str
    slug: str = ""
    comune: str = ""


def near(question: Question, catalogue: Catalogue, match: Match) -> Alternatives:
    """The nearest services for the same need as `question`.

    Without a comune, or without a need, there is nothing to propose.
    """
    comune = catalogue.labels.comuni.get(question.comune)
    if comune is None or not (match.found or question.categories):
        return Alternatives(NOWHERE, NOWHERE)
    wanted = match.found if match.found is not None else catalogue.live
    if question.categories:
        chosen = [catalogue.with_value("category", slug) for slug in question.categories]
        wanted = wanted & BitMap().union(*chosen)
    if question.age is not None:
        wanted = wanted & catalogue.accepting_age(question.age)
    accepting = wanted & catalogue.with_value("served", comune.id)
    return Alternatives(nearest(accepting, comune, catalogue), nearest(wanted - accepting, comune, catalogue))


def nearest(
    services: BitMap, comune: ComuneLabel, catalogue: Catalogue, *, limit: int = HOW_MANY
) -> NDArray[np.uint32]:
    """Positions of those of `services` that are nearest to `comune`, in order."""
    where = positions(services & catalogue.live)
    distances = np.nan_to_num(catalogue.distances(comune, where), nan=np.inf)
    return where[np.lexsort((catalogue.by_trust[where], distances))][:limit]


def desk_of(comune: ComuneLabel | None, catalogue: Catalogue) -> Desk | None:
    """The Ufficio della cittadinanza of the comune, or one that serves it, or one of its zone.

    Only with a public telephone; else the number of the zone; None without a comune or a number.
    """
    if comune is None:
        return None
    desks = catalogue.with_value("category", DESK_CATEGORY) & catalogue.live
    accepting = nearest(desks & catalogue.with_value("served", comune.id), comune, catalogue)
    of_the_zone = positions(desks & catalogue.with_value("zone", comune.zone))
    places = [*accepting.tolist(), *of_the_zone.tolist()]
    return _first_with_phone(catalogue.ids[places].tolist() if places else []) or _zone_desk(comune.zone)


def _first_with_phone(service_ids: list[int]) -> Desk | None:
    """The first of these sheets that has a telephone for everybody: its own, or its organisation's."""
    contacts: dict[int, Contact] = {}
    has_phone = Q(is_public=True) & ~Q(phone="")
    in_sheets = Contact.objects.filter(has_phone, service__in=service_ids)
    for contact in in_sheets.select_related("service__place__comune").order_by("order", "id"):
        if contact.service.is_published:
            contacts.setdefault(contact.service_id, contact)
    for pk in service_ids:
        if pk in contacts:
            contact = contacts[pk]
            service = contact.service
            comune = service.place.comune.name if service.place else ""
            return Desk(service.title, contact.phone, service.slug, comune)
    return None


def _zone_desk(slug: str) -> Desk | None:
    zone = Zone.objects.filter(slug=slug).exclude(contact_phone="").first()
    return Desk(zone.name, zone.contact_phone) if zone else None
