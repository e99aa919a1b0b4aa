"""The answer to «tieni il posto?»: yes, or the place goes to who waits. Without an answer the place stays theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction

from . import freeing
from .models import Booking, Party

if TYPE_CHECKING:
    from datetime import datetime

ANSWERING = "la risposta a «tieni il posto?»"
SALT = "laboratories.keeping"
# The place is theirs anyway: the link only has to outlive the longest cycle.
LINK_LASTS = 400 * 24 * 3600


def token_of(booking: Booking) -> str:
    """What the link of the question carries: whose place, and which time we asked; signed by us."""
    return signing.dumps([str(booking.pk), _moment(booking)], salt=SALT, compress=False)


def booking_of(token: str) -> Booking | None:
    """The place a link is about; None for one that is not ours, too old, of a question already over."""
    try:
        pk, moment = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    rows = Booking.objects.for_everyone(reason=ANSWERING).select_related("person", "pool__cycle__activity")
    found = rows.filter(pk=pk, state=Booking.State.CONFIRMED, asked_back_at__isnull=False).first()
    return found if found is not None and _moment(found) == moment else None


def _moment(booking: Booking) -> str:
    return booking.asked_back_at.isoformat() if booking.asked_back_at else ""


@transaction.atomic
def keep(booking: Booking, *, now: datetime) -> None:
    """They want it: the place stays theirs, and the absences are counted from the beginning."""
    rows = Booking.objects.for_everyone(reason=ANSWERING)
    rows.filter(pk=booking.pk, state=Booking.State.CONFIRMED).update(kept_at=now)


@transaction.atomic
def give_up(booking: Booking, *, now: datetime) -> None:
    """They leave it: from now on they are not expected, and the place goes to who waits."""
    # Party before booking, as whoever else changes them.
    party = (
        Party.objects.for_everyone(reason=ANSWERING).select_for_update(of=("self",)).get(pk=booking.party_id)
    )
    rows = Booking.objects.for_everyone(reason=ANSWERING)
    theirs = rows.filter(pk=booking.pk, party=party, state=Booking.State.CONFIRMED)
    if theirs.update(state=Booking.State.CANCELLED_BY_FAMILY, ended_at=now):
        freeing.promote_later(booking.pool_id)
