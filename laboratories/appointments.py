"""Sessions as people carry them in their calendar, and as a sentence says them: never whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking.calendars.event import Event, Status
from networking.calendars.wording import when

if TYPE_CHECKING:
    from .models import Session, Venue

# What an event is made of, for `select_related` of sessions.
NEEDS = ("cycle__activity", "cycle__venue__place__comune", "room")


def event_of(session: Session) -> Event:
    """`session`, with `NEEDS`, as an event: one for everybody who comes, whoever books."""
    # What had been held when the cycle was called off stays.
    called_off_at = session.cycle.called_off_at
    if called_off_at and session.starts_at <= called_off_at:
        called_off_at = None
    is_held = session.cancelled_at is None and called_off_at is None
    return Event(
        uid=f"incontro-{session.pk}",
        # That the whole cycle is called off no session counts: it is one change more.
        sequence=session.sequence + bool(called_off_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=str(session.cycle.activity),
        updated_at=max(session.changed_at, called_off_at or session.changed_at),
        place=where(session.cycle.venue),
        description=session.cycle.activity.to_bring
        and _("Da portare: {what}").format(what=session.cycle.activity.to_bring),
        status=Status.CONFIRMED if is_held else Status.CANCELLED,
    )


def where(venue: Venue) -> str:
    """«Casa delle ginestre, via Roma 1, Norcia»; of a place that must stay hidden, only the comune."""
    place = venue.place
    if place.is_protected:
        return str(place.comune)
    return ", ".join(filter(None, [place.name, place.address, place.locality, str(place.comune)]))


def when_of(session: Session) -> str:
    """«mercoledì 2 dicembre 2026, dalle 17:00 alle 18:30»."""
    return when(event_of(session))
