"""Parties that wait, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laboratories.models import Booking, QueueStep
from networking.models import Notice
from tests import activities, factories

if TYPE_CHECKING:
    from laboratories.models import Cycle, Party, Session


def in_queue(of: Cycle | Session, size: int = 1, **fields: Any) -> Party:
    """A party of `size` people that waits; `fields` are the booker's, who can be reached by telephone."""
    booker = factories.human(**{"phone": "+390743999901", **fields})
    party = activities.party(booker, size=size)
    people = [booker, *(factories.human() for _each in range(size - 1))]
    for other in people[1:]:
        factories.tie(booker, other, kind="tutor")
    for person in people:
        activities.booking(of, person, state=Booking.State.WAITING, party=party)
    return party


def states(*parties: Party) -> list[str]:
    """What the bookings of `parties` are now, in their order."""
    return [
        state
        for party in parties
        for state in activities.bookings()
        .filter(party=party)
        .order_by("ticket")
        .values_list("state", flat=True)
    ]


def steps_of(party: Party) -> list[tuple[str, int, int | None]]:
    """What the queue says happened to `party`."""
    steps = QueueStep.objects.for_everyone(reason="prova").filter(party=party)
    return list(steps.values_list("kind", "needed", "free"))


def kinds_told() -> list[str]:
    """The kinds of every notice written."""
    return list(Notice.objects.for_everyone(reason="prova").values_list("kind", flat=True))
