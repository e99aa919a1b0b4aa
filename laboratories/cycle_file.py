"""The public dates of a cycle as a file that calendars read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.calendars.event import Event, Status
from networking.calendars.writing import calendar_of

from . import wording

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Cycle, Session


def cycle_file(cycle: Cycle, *, page_url: str, now: datetime) -> bytes:
    """Every session of `cycle` (fetched with `with_everything()`), those called off as such."""
    events = [_event(session, cycle, page_url) for session in cycle.sessions.all()]
    return calendar_of(events, name=str(cycle), written_at=now)


def _event(session: Session, cycle: Cycle, page_url: str) -> Event:
    is_off = session.cancelled_at or cycle.called_off_at
    return Event(
        uid=f"incontro-{session.pk}",
        # A cycle called off does not count in its sessions: its own step goes on top.
        sequence=session.sequence + bool(cycle.called_off_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=str(cycle.activity),
        updated_at=max(session.changed_at, cycle.called_off_at or session.changed_at),
        place=_place(cycle),
        description=session.topic,
        url=page_url,
        status=Status.CANCELLED if is_off else Status.CONFIRMED,
    )


def _place(cycle: Cycle) -> str:
    place = cycle.venue.place
    return ", ".join(filter(None, [wording.where(cycle.venue), place.public_address]))
