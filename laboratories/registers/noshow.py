"""Absences nobody told of: after two we ask whether the place is still wanted. It is never taken away.

Whoever told us, and whoever could not come (illness, no way of getting here, snow), is never counted; nor is who has
needs written at the desk: there somebody telephones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from laboratories.models import Booking, Mark, Presence
from laboratories.notices import registers as notices

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from laboratories.models import Cycle, Session
    from laboratories.models.bookings import BookingQuerySet

ASKING = "la regola delle assenze non avvisate"
UNTOLD_ABSENCES = 2
EXCUSED = (
    Presence.AbsenceReason.ILLNESS,
    Presence.AbsenceReason.TRANSPORT,
    Presence.AbsenceReason.SNOW,
)


def look_at(session: Session, *, now: datetime) -> list[Booking]:
    """After the register of `session` is closed: ask back the places of who was absent too often; those asked."""
    absent = _untold(session.cycle).filter(session=session).values_list("person", flat=True)
    asked = []
    for booking in _seats(session.cycle, set(absent), now=now):
        if _counted(booking, session.cycle) >= UNTOLD_ABSENCES:
            Booking.objects.for_everyone(reason=ASKING).filter(pk=booking.pk).update(
                asked_back_at=now, kept_at=None
            )
            booking.asked_back_at, booking.kept_at = now, None
            notices.ask_back(booking, now=now)
            asked.append(booking)
    return asked


def _untold(cycle: Cycle) -> Presence:
    """Absences in `cycle` that nobody told of and that nothing excuses."""
    rows = Presence.objects.for_everyone(reason=ASKING).filter(session__cycle=cycle, mark=Mark.ABSENT)
    return rows.filter(absence_told_at=None, person__needs__isnull=True).exclude(absence_reason__in=EXCUSED)


def _seats(cycle: Cycle, people: Collection[UUID], *, now: datetime) -> BookingQuerySet:
    """The places that `people` have in what is still to come of `cycle`."""
    to_come = Presence.objects.for_everyone(reason=ASKING).expected().filter(session__starts_at__gt=now)
    rows = Booking.objects.for_everyone(reason=ASKING).filter(
        pool__cycle=cycle, person__in=people, state=Booking.State.CONFIRMED, presences__in=to_come
    )
    return rows.select_related("person", "party__booker", "pool__cycle__activity").distinct()


def _counted(booking: Booking, cycle: Cycle) -> int:
    """How many absences since we last asked about one of their places here."""
    theirs = Booking.objects.for_everyone(reason=ASKING).filter(pool__cycle=cycle, person=booking.person_id)
    asked = [moment for moment in theirs.values_list("asked_back_at", flat=True) if moment]
    since = Q(session__starts_at__gt=max(asked)) if asked else Q()
    return _untold(cycle).filter(since, person=booking.person_id).count()
