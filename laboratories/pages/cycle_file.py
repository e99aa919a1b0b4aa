"""Dates as a file that calendars read: those of a cycle, for everybody; those that a family has booked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q

from laboratories.appointments import NEEDS, event_of
from laboratories.models import Booking, Session
from networking.calendars.writing import calendar_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from laboratories.models import Cycle


def cycle_file(cycle: Cycle, *, page_url: str, now: datetime) -> bytes:
    """Every session of `cycle` (fetched with `with_everything()`), those called off as such."""
    sessions = cycle.sessions.select_related("cycle__activity", "cycle__venue__place__comune")
    events = [replace(event_of(session), url=page_url) for session in sessions]
    return calendar_of(events, name=str(cycle), written_at=now)


def booked_file(bookings: Sequence[Booking], *, page_url: str, now: datetime) -> bytes:
    """The sessions of those of `bookings` (with pool and cycle) that have their place, each once; of nobody the name."""
    held = [booking.pool for booking in bookings if booking.state == Booking.State.CONFIRMED]
    whole = Q(cycle__in=[pool.cycle_id for pool in held if pool.session_id is None])
    single = Q(pk__in=[pool.session_id for pool in held if pool.session_id is not None])
    sessions = Session.objects.filter(whole | single).select_related(*NEEDS).order_by("starts_at", "id")
    events = [replace(event_of(session), url=page_url) for session in sessions]
    return calendar_of(events, name=str(bookings[0].pool.cycle), written_at=now)
