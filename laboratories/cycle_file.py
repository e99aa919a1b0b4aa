"""The public dates of a cycle as a file that calendars read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from networking.calendars.writing import calendar_of

from .appointments import event_of

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Cycle


def cycle_file(cycle: Cycle, *, page_url: str, now: datetime) -> bytes:
    """Every session of `cycle` (fetched with `with_everything()`), those called off as such."""
    sessions = cycle.sessions.select_related("cycle__activity", "cycle__venue__place__comune")
    events = [replace(event_of(session), url=page_url) for session in sessions]
    return calendar_of(events, name=str(cycle), written_at=now)
