"""A cycle's queues as who runs it sees them: who waits, since when, who was passed by and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from laboratories.models import Booking, QueueStep
from laboratories.queue.honesty import said_of
from laboratories.rules import spoken_code

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from laboratories.models import Cycle
    from networking.models import Person, User


@dataclass
class Waiting:
    """A party in the queue."""

    party: UUID
    code: str
    what: str
    since: datetime
    is_offered: bool
    until: datetime | None
    people: list[Person] = field(default_factory=list)
    steps: list[tuple[datetime, str]] = field(default_factory=list)


def parties_of(cycle: Cycle, user: User) -> list[Waiting]:
    """The parties that wait for places of `cycle`, for `user` who runs it, in order."""
    rows = Booking.objects.visible_to(user).filter(
        pool__cycle=cycle, state__in=(Booking.State.WAITING, Booking.State.OFFERED)
    )
    found: dict[UUID, Waiting] = {}
    for row in rows.select_related("party", "person", "pool__session", "pool__cycle__activity").order_by(
        "ticket"
    ):
        waits = found.get(row.party_id) or Waiting(
            row.party_id,
            spoken_code(row.party.code),
            str(row.pool),
            row.booked_at,
            row.state == Booking.State.OFFERED,
            row.offer_expires_at,
        )
        found[row.party_id] = waits
        waits.people.append(row.person)
    for party, steps in _steps(found, user).items():
        found[party].steps = steps
    return list(found.values())


def _steps(parties: dict[UUID, Waiting], user: User) -> dict[UUID, list[tuple[datetime, str]]]:
    said: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    for step in QueueStep.objects.visible_to(user).filter(party__in=list(parties)).order_by("at", "id"):
        said[step.party_id].append((step.at, said_of(step)))
    return said
