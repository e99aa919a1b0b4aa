"""The sessions of somebody's family, and those they lead, in the calendar they already use."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from networking.calendars.event import Event, Status
from networking.models import Person

from . import appointments
from .models import Booking, Presence, Session, SessionStaff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

OWN = "le date di chi le chiede"
# What a family books it may give back and book again: each is one change more.
WAS_THERE = (Booking.State.CONFIRMED, Booking.State.CANCELLED_BY_FAMILY, Booking.State.CANCELLED_BY_STAFF)


def sessions_of(person: Person, *, now: datetime) -> Iterator[Event]:
    """One event for each session, however many of the family go there; called off where nobody does any more."""
    since = now - settings.CALENDAR_PAST - timedelta(days=1)
    states = _states_of(person, since)
    led = SessionStaff.objects.filter(person=person, session__ends_at__gt=since).values("session")
    wanted = Session.objects.filter(Q(pk__in=states) | Q(pk__in=led)).select_related(*appointments.NEEDS)
    leads = set(led.values_list("session", flat=True))
    for session in wanted:
        yield _event(session, states.get(session.pk, []), is_led=session.pk in leads)


def _states_of(person: Person, since: datetime) -> dict[UUID, list[str]]:
    people = Person.objects.for_everyone(reason=OWN).filter(pk=person.pk)
    if person.account is not None:
        people = Person.objects.of_family(person.account)
    rows = Presence.objects.for_everyone(reason=OWN).filter(
        person__in=people.values("pk"), session__ends_at__gt=since, booking__state__in=WAS_THERE
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for session, state, is_expected, has_clash in rows.values_list(
        "session", "booking__state", "is_expected", "has_clash"
    ):
        found[session].append("" if has_clash and not is_expected else state)
    return found


def _event(session: Session, states: list[str], *, is_led: bool) -> Event:
    event = appointments.event_of(session)
    is_awaited = is_led or Booking.State.CONFIRMED in states
    # A calendar believes only what grows: more bookings, or more of them given back, is a change.
    gone = sum(state != Booking.State.CONFIRMED for state in states)
    changes = max(len(states) - 1, 0) + gone
    return replace(
        event,
        sequence=event.sequence + changes,
        status=event.status if is_awaited else Status.CANCELLED,
    )
