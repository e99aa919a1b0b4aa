"""Publishing a cycle, and taking it back while nobody has booked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from laboratories.models import PLAN_ACTIVITIES, Booking, Cycle

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

LOOKING = "se qualcuno ha prenotato"


class PublishingError(Exception):
    """The cycle stays as it is; the words say why."""


@transaction.atomic
def publish(pk: UUID, *, by: User, now: datetime) -> Cycle:
    """Let people read about a cycle and book it. Raises PublishingError."""
    cycle = _hold(pk, by)
    why = _why_not(cycle, now)
    if why:
        raise PublishingError(why)
    cycle.published_at = cycle.published_at or now
    cycle.save(update_fields=["published_at"])
    return cycle


@transaction.atomic
def withdraw(pk: UUID, *, by: User) -> Cycle:
    """Take a cycle off the pages, as long as nobody has or wants a place. Raises PublishingError."""
    cycle = _hold(pk, by)
    if Booking.objects.for_everyone(reason=LOOKING).live().filter(pool__cycle=cycle).exists():
        raise PublishingError(_("C'è chi ha prenotato: se non si tiene, annullalo e saranno avvisati."))
    cycle.published_at = None
    cycle.save(update_fields=["published_at"])
    return cycle


def _hold(pk: UUID, by: User) -> Cycle:
    rows = Cycle.objects.select_for_update(of=("self",), no_key=True)
    cycle = rows.select_related("activity", "venue__place__comune").get(pk=pk)
    if not by.scope(*PLAN_ACTIVITIES).holds(cycle.venue.place.comune):
        raise PublishingError(_("Non è dove programmi tu."))
    return cycle


def _why_not(cycle: Cycle, now: datetime) -> str:
    """Why nobody could book it, in words; empty where they could."""
    if cycle.called_off_at:
        return _("È annullato.")
    if cycle.activity.published_at is None:
        return _("Prima pubblica l'attività.")
    if not cycle.sessions.taking_place().upcoming(now).exists():
        return _("Non ha incontri da tenere: prima scrivili.")
    return ""
