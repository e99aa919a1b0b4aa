"""Who comes without a booking: added to the register by the desk, through the same door as every booking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from laboratories import booking
from laboratories.models import Cycle, Mark, Party, Presence
from laboratories.registers import marking
from networking.models import Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from laboratories.models import Session
    from networking.models import User

LOOKING = "chi è già in questo registro"
MOST_FOUND = 10
A_SECOND = timedelta(seconds=1)


class RegisterClosedError(Exception):
    """The register is closed: nobody is added to what is over."""

    sentence = _("Il registro è chiuso: per aggiungere qualcuno riaprilo.")


def who_could_be_added(session: Session, words: str, *, by: User) -> list[Person]:
    """The people of one's own territory whose name is like `words`, and who are not expected yet."""
    if not words:
        return []
    there = Presence.objects.for_everyone(reason=LOOKING).expected().filter(session=session)
    found = Person.objects.followed_by(by).matching(words).exclude(pk__in=there.values("person"))
    return list(found.select_related("comune").in_order()[:MOST_FOUND])


def add(session: Session, person: UUID, *, by: User, key: str, now: datetime) -> None:
    """A place for `person`, where there is one: in this meeting, or in the rest of a cycle booked whole.

    Until the meeting ends: who comes when it has begun is asked for as right before it, and is marked late.
    Raises RegisterClosedError, and what `booking.book` raises.
    """
    if session.closed_at is not None:
        raise RegisterClosedError
    cycle = session.cycle
    is_going_on = session.starts_at <= now < session.ends_at
    made = booking.book(
        cycle=cycle,
        people=[person],
        sessions=[session.pk] if cycle.unit == Cycle.Unit.SESSION else None,
        by=by,
        key=key,
        now=now,
        # Their places and ages are those of the whole meeting.
        as_of=session.starts_at - A_SECOND if is_going_on else now,
        only_places=True,
        door=Party.Door.DESK,
    )
    if is_going_on and session.opened_at is not None and not made.is_repeat:
        _mark_late(session, person, by=by, now=now)


def _mark_late(session: Session, person: UUID, *, by: User, now: datetime) -> None:
    """That they come now: the minutes that are left are theirs. In the first minute one is not late."""
    left = max(1, int((session.ends_at - now).total_seconds() // marking.A_MINUTE))
    if left >= marking.minutes_of(session):
        return
    row = Presence.objects.for_everyone(reason=LOOKING).get(session=session, person=person, is_expected=True)
    marking.mark(session, [marking.by_hand(row, Mark.LATE, now=now, minutes=left)], by=by, now=now)
