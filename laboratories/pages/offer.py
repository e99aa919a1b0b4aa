"""What the page of an offer shows to who has its link: what, when, for whom by first name, until when. No more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from laboratories import appointments
from laboratories.eligibility import moment
from laboratories.models import Booking, Session
from laboratories.offer_links import bookings_of
from laboratories.rules import joined, spoken_code

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

OPEN, ACCEPTED, DECLINED, OVER = "open", "accepted", "declined", "over"
STATES = {Booking.State.CONFIRMED: ACCEPTED, Booking.State.DECLINED: DECLINED}


@dataclass(frozen=True)
class OfferPage:
    """An offer as its page shows it. Of one that is over, neither whose it was nor when they meet."""

    party: UUID
    state: str
    activity: str
    book_again: str
    people: str = ""
    code: str = ""
    until: str = ""
    when: str = ""
    where: str = ""
    meetings: int = 0


def offer_of(token: str, *, now: datetime) -> OfferPage | None:
    """The offer whose link is `token`, as it is at `now`; None for a link that is not ours."""
    found = bookings_of(token)
    rows = (
        []
        if found is None
        else list(
            found.select_related(
                "party",
                "person",
                "pool__session",
                "pool__cycle__activity",
                "pool__cycle__venue__place__comune",
            ).order_by("ticket")
        )
    )
    if not rows:
        return None
    offered = [row for row in rows if row.state == Booking.State.OFFERED and row.is_offer_open(now)]
    first = (offered or rows)[0]
    state = OPEN if offered else next((STATES[row.state] for row in rows if row.state in STATES), OVER)
    activity, book_again = str(first.pool.cycle), first.pool.cycle.get_booking_url()
    if not offered:
        return OfferPage(first.party_id, state, activity, book_again)
    meetings = list(_meetings(first, now))
    return OfferPage(
        party=first.party_id,
        state=state,
        activity=activity,
        book_again=book_again,
        people=joined(row.person.given_name for row in offered),
        code=spoken_code(first.party.code),
        until=moment(first.offer_expires_at) if first.offer_expires_at else "",
        when=appointments.when_of(meetings[0]) if meetings else "",
        where=appointments.where(first.pool.cycle.venue),
        meetings=len(meetings),
    )


def _meetings(booking: Booking, now: datetime) -> list[Session]:
    meetings = Session.objects.taking_place().filter(cycle=booking.pool.cycle_id).upcoming(now)
    if booking.pool.session_id is not None:
        meetings = meetings.filter(pk=booking.pool.session_id)
    return list(meetings.select_related(*appointments.NEEDS))
