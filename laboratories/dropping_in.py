"""Who comes without a booking: added to the register by the desk, through the same door as every booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.models import Person

from . import booking
from .models import Cycle, Party, Presence

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

    from .models import Session

LOOKING = "chi è già in questo registro"
MOST_FOUND = 10


def who_could_be_added(session: Session, words: str, *, by: User) -> list[Person]:
    """The people of one's own territory whose name is like `words`, and who are not expected yet."""
    if not words:
        return []
    there = Presence.objects.for_everyone(reason=LOOKING).expected().filter(session=session)
    found = Person.objects.followed_by(by).matching(words).exclude(pk__in=there.values("person"))
    return list(found.select_related("comune").in_order()[:MOST_FOUND])


def add(session: Session, person: UUID, *, by: User, key: str, now: datetime) -> None:
    """A place for `person`, where there is one: in this meeting, or in the rest of a cycle booked whole.

    Raises what `booking.book` raises.
    """
    cycle = session.cycle
    booking.book(
        cycle=cycle,
        people=[person],
        sessions=[session.pk] if cycle.unit == Cycle.Unit.SESSION else None,
        by=by,
        key=key,
        now=now,
        only_places=True,
        door=Party.Door.DESK,
    )
