"""The turns of a volunteer in the calendar they already use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from . import appointments
from .models import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from networking.calendars.event import Event
    from networking.models import Person

OWN = "le date di chi le chiede"
CARRIED = (
    Assignment.State.ACCEPTED,
    Assignment.State.DONE,
    Assignment.State.SUSPENDED,
    Assignment.State.WITHDRAWN,
    Assignment.State.CANCELLED,
)


def turns_of(person: Person, *, now: datetime) -> Iterator[Event]:
    """One event for each turn they come to, or came; called off where they no longer do."""
    since = now - settings.CALENDAR_PAST - timedelta(days=1)
    rows = Assignment.objects.for_everyone(reason=OWN).filter(
        volunteer__person=person, state__in=CARRIED, request__ends_at__gt=since
    )
    found = {}
    # Who gave a turn back and took it again has two rows: the last one holds.
    for row in rows.select_related(*appointments.NEEDS).order_by("made_at", "id"):
        found[row.request_id] = row
    for row in found.values():
        yield appointments.event_of(row)
