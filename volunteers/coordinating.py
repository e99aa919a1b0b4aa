"""Who follows volunteers where something happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from networking.models import Person, Role, RoleKind

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Comune

TELLING = "dire a chi coordina che cosa è successo"


def coordinators_of(comune: Comune, *, today: date) -> list[Person]:
    """Who coordinates volunteers in `comune`; where nobody does, who administers it."""
    return _reaching(Q(comune=comune) | Q(zone=comune.zone_id), today)


def coordinators_following(person: Person, *, today: date) -> list[Person]:
    """Who coordinates volunteers where `person` lives; for who lives elsewhere, in the zone that follows them."""
    if person.comune is not None:
        return coordinators_of(person.comune, today=today)
    return _reaching(Q(zone=person.zone_id, zone__isnull=False), today)


def _reaching(place: Q, today: date) -> list[Person]:
    reaching = Role.objects.held_on(today).filter(place | Q(everywhere=True), user__is_active=True)
    for kind in (RoleKind.VOLUNTEER_COORDINATOR, RoleKind.ADMINISTRATOR):
        people = Person.objects.for_everyone(reason=TELLING).filter(
            account__in=reaching.filter(kind=kind).values("user")
        )
        if found := list(people.order_by("pk")):
            return found
    return []
