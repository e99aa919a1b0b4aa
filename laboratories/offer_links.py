"""The link of an offer: whoever holds it answers, without signing in, for that party and that offer alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from .models import Booking

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from .models.bookings import BookingQuerySet

SALT = "laboratories.offer"
READING = "chi ha in mano il collegamento di un'offerta"
# An offer by letter lasts two weeks; afterwards the page only says that it is over.
LINK_LASTS = 60 * 24 * 3600


def token_of(party: UUID, offered_at: datetime) -> str:
    """What the link carries: which party and which offer, signed by us."""
    return signing.dumps([str(party), _moment(offered_at)], salt=SALT, compress=False)


def bookings_of(token: str) -> BookingQuerySet | None:
    """The bookings that a link is about, whatever has become of them; None for one that is not ours, or too old."""
    try:
        party, moment = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    everyones = Booking.objects.for_everyone(reason=READING).filter(party=party, offered_at__isnull=False)
    theirs = [row.pk for row in everyones if _moment(row.offered_at) == moment]
    return everyones.filter(pk__in=theirs) if theirs else None


def _moment(at: datetime) -> int:
    """To the microsecond, in whatever zone it is said."""
    return round(at.timestamp() * 1_000_000)
