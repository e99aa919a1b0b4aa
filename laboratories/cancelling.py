"""Giving places back: by the family until the hour that the cycle says, by staff always."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.models import Person

from .eligibility import moment, people_for
from .models import Booking, Cycle, Party, Session
from .notices.booking import tell_of_cancelling
from .queue import waiting

if TYPE_CHECKING:
    from networking.models import User

CANCELLING = "disdire una prenotazione"
NOT_YOURS = gettext_lazy("Questa prenotazione non puoi disdirla.")


class CancellingRefusedError(Exception):
    """The booking stays as it is; the words say why."""


@dataclass(frozen=True)
class Standing:
    """Whether a booking can be given back now: `until` when, or `why` not. `is_leaving` a cycle that has begun."""

    can_cancel: bool
    until: datetime | None = None
    is_leaving: bool = False
    why: str = ""


def meetings_of(booking: Booking) -> QuerySet[Session]:
    """The sessions that `booking` (with pool) is for, those still to be held, in order."""
    meetings = Session.objects.taking_place().filter(cycle=booking.pool.cycle_id)
    if booking.pool.session_id is not None:
        meetings = meetings.filter(pk=booking.pool.session_id)
    return meetings.order_by("starts_at", "id")


def standing_of(booking: Booking, *, now: datetime) -> Standing:
    """Whether the family can give `booking` (with pool and cycle) back at `now`.

    A whole cycle until its first session, less the cycle's notice; once it has begun, from the next session on. Who
    waits, or was offered a place, may always go.
    """
    if booking.state not in Booking.LIVE:
        return Standing(can_cancel=False, why=_("Questa prenotazione è già chiusa."))
    starts = list(meetings_of(booking).values_list("starts_at", flat=True))
    if not any(start > now for start in starts):
        return Standing(can_cancel=False, why=_("Non ci sono altri incontri da disdire."))
    if booking.state != Booking.State.CONFIRMED:
        return Standing(can_cancel=True)
    if starts[0] <= now:
        return Standing(can_cancel=True, is_leaving=True)
    until = starts[0] - booking.pool.cycle.cancel_before
    if now <= until:
        return Standing(can_cancel=True, until=until)
    why = _("Si poteva disdire entro {when}. Se non potete venire telefonaci lo stesso: ci aiuta.")
    return Standing(can_cancel=False, until=until, why=why.format(when=moment(until)))


def cancel(bookings: Collection[UUID], *, by: User, now: datetime) -> list[Booking]:
    """Give `bookings` back for the family: for who may book for those people today, in time. Those that ended.

    Raises CancellingRefusedError; then none of them has changed.
    """
    allowed = people_for(by, Party.Door.WEB).filter(may_book=True).values("pk")
    theirs = Booking.objects.of_family(by).filter(pk__in=bookings, person__in=allowed)
    found = list(theirs.select_related("pool__cycle"))
    if not found or len(found) < len(set(bookings)):
        raise CancellingRefusedError(str(NOT_YOURS))
    for booking in found:
        standing = standing_of(booking, now=now)
        if not standing.can_cancel and booking.state in Booking.LIVE:
            raise CancellingRefusedError(standing.why)
    return _end(found, Booking.State.CANCELLED_BY_FAMILY, by=by, now=now)


def cancel_for_family(bookings: Collection[UUID], *, by: User, now: datetime) -> list[Booking]:
    """Give `bookings` back at the desk, or as who runs the cycle: at any time. Those that ended.

    Raises CancellingRefusedError where `by` neither runs their cycles nor follows those people at the desk.
    """
    run = Cycle.objects.run_by(by).values("pk")
    followed = Person.objects.followed_by(by).values("pk")
    theirs = Q(pool__cycle__in=run) | Q(person__in=followed)
    found = list(Booking.objects.visible_to(by).filter(theirs, pk__in=bookings))
    if not found or len(found) < len(set(bookings)):
        raise CancellingRefusedError(str(NOT_YOURS))
    return _end(found, Booking.State.CANCELLED_BY_STAFF, by=by, now=now)


@transaction.atomic
def _end(bookings: Iterable[Booking], state: str, *, by: User, now: datetime) -> list[Booking]:
    """In the order of locks: parties by id, then bookings, and the counters by the database, last.

    Who waits behind is asked after the commit.
    """
    parties = {booking.party_id for booking in bookings}
    list(
        Party.objects.for_everyone(reason=CANCELLING)
        .filter(pk__in=parties)
        .order_by("pk")
        .select_for_update()
    )
    everyones = Booking.objects.for_everyone(reason=CANCELLING)
    # What somebody else has ended meanwhile stays as they left it.
    live = everyones.live().filter(pk__in=[booking.pk for booking in bookings])
    ending = list(live.select_related("person", "party__booker__account", "party__booker__comune", "pool"))
    tell_of_cancelling(ending, now=now)
    for pool in sorted({booking.pool_id for booking in ending}):
        waiting.promote_later(pool)
    everyones.filter(pk__in=[booking.pk for booking in ending]).update(
        state=state, ended_at=now, ended_by=by, offer_expires_at=None
    )
    return ending
