"""Calling off a whole cycle, because few came or who led it is gone: every place ends, and everybody is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from laboratories.models import PLAN_ACTIVITIES, Booking, Cycle, Session
from laboratories.notices import planning as notices
from laboratories.queue import emptying
from networking import facts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

CALLED_OFF, SESSION_CANCELLED = "laboratories.cycle_called_off", "laboratories.session_cancelled"
COUNTING = "quante persone tocca annullare un ciclo"


class CallingOffError(Exception):
    """The cycle stays as it is; `sentence` says why."""

    sentence = _("Questo ciclo è già annullato, è finito, o non è dove programmi tu.")


def people_in(cycle: Cycle, *, now: datetime) -> tuple[int, int]:
    """How many have a place in what of `cycle` is to come, and how many wait for one or were offered it."""
    live = Booking.objects.for_everyone(reason=COUNTING).live().filter(_to_come(cycle, now))
    placed = Q(state=Booking.State.CONFIRMED)
    return (
        live.filter(placed).values("person").distinct().count(),
        live.exclude(placed).values("person").distinct().count(),
    )


@transaction.atomic
def call_off(pk: UUID, *, because: str, by: User, now: datetime) -> Cycle:
    """No session of a cycle that has not begun is held; places and queue end; families and staff are told at once.

    What was already held stays as it was, with its register. Raises CallingOffError.
    """
    rows = Cycle.objects.select_for_update(of=("self",), no_key=True)
    cycle = rows.select_related("activity", "venue__place__comune").get(pk=pk)
    is_over = not cycle.sessions.filter(ends_at__gt=now).exists() and cycle.last_day < localdate(now)
    is_theirs = by.scope(*PLAN_ACTIVITIES).holds(cycle.venue.place.comune)
    if cycle.called_off_at or is_over or not is_theirs:
        raise CallingOffError
    cycle.called_off_at, cycle.called_off_because = now, because
    cycle.save(update_fields=["called_off_at", "called_off_because"])
    lost = _cancel_sessions(cycle, because, now)
    notices.tell_of_cycle(cycle, lost, now=now)
    facts.record(CALLED_OFF, cycle, now=now)
    emptying.empty(_to_come(cycle, now), by=by, now=now)
    return cycle


def _to_come(cycle: Cycle, now: datetime) -> Q:
    """Bookings of the whole cycle, or of a session that has not begun: who came to the others has been there."""
    return Q(pool__cycle=cycle, pool__session=None) | Q(
        pool__session__cycle=cycle, pool__session__starts_at__gt=now
    )


def _cancel_sessions(cycle: Cycle, because: str, now: datetime) -> list[Session]:
    """One by one, by id, as whoever closes does: their rooms and their staff are free again."""
    held = Session.objects.filter(cycle=cycle, starts_at__gt=now).taking_place()
    sessions = list(held.select_for_update(no_key=True).order_by("pk"))
    for session in sessions:
        session.cancelled_at, session.cancelled_because = now, because
        session.save(update_fields=["cancelled_at", "cancelled_because", "changed_at"])
        facts.record(SESSION_CANCELLED, session, now=now)
    return sessions
