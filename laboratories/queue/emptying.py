"""Taking their places from everybody, where what they booked is called off: nobody keeps one, nobody waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from laboratories.models import Booking, Cycle, Party
from laboratories.notices import planning, waiting

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

EMPTYING = "togliere i posti di ciò che è annullato"


def empty(where: Q, *, by: User | None, now: datetime) -> list[Booking]:
    """End, in the caller's transaction, every live booking that is `where`; who was offered a place is told no more.

    In the order of locks: parties by id, bookings, and the counters by the database, last. Whoever calls tells people.
    """
    everyones = Booking.objects.for_everyone(reason=EMPTYING)
    live = everyones.live().filter(where)
    parties = Party.objects.for_everyone(reason=EMPTYING).filter(pk__in=live.values("party"))
    list(parties.order_by("pk").select_for_update(of=("self",)))
    ending = list(live.select_related("person", "party__booker", "pool"))
    for party in {each.party for each in ending if each.state == Booking.State.OFFERED}:
        waiting.withdraw_offer(party, now=now)
    everyones.filter(pk__in=[each.pk for each in ending]).update(
        state=Booking.State.CANCELLED_BY_STAFF, ended_at=now, ended_by=by, offer_expires_at=None
    )
    return ending


def late_comers(*, now: datetime) -> int:
    """End the places given by a form that was sent while its whole cycle was being called off; how many.

    That form had read the cycle as open: nothing but time stands between the two.
    """
    live = Booking.objects.for_everyone(reason=EMPTYING).live()
    found = live.filter(pool__session=None, pool__cycle__called_off_at__isnull=False)
    return sum(_empty_cycle(pk, now) for pk in sorted(set(found.values_list("pool__cycle", flat=True))))


@transaction.atomic
def _empty_cycle(pk: UUID, now: datetime) -> int:
    cycle = Cycle.objects.get(pk=pk)
    lost = list(cycle.sessions.filter(starts_at__gt=cycle.called_off_at))
    planning.tell_of_cycle(cycle, lost, now=now)
    return len(empty(Q(pool__cycle=cycle, pool__session=None), by=None, now=now))
