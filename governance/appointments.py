"""Meetings as people carry them in their calendar: which body, where, never what is talked about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from networking.calendars.event import Event, Status

if TYPE_CHECKING:
    from .models import Convocation


def event_of(convocation: Convocation, *, is_called_off: bool) -> Event:
    """The meeting as `convocation` (with its `meeting__body`) says it: each notice counts more than the one before."""
    meeting = convocation.meeting
    return Event(
        uid=f"riunione-{meeting.pk}",
        sequence=convocation.revision,
        starts_at=convocation.first_call_at,
        ends_at=convocation.first_call_at + timedelta(minutes=max(meeting.planned_minutes, 1)),
        title=meeting.body.name,
        updated_at=convocation.sent_at,
        place=convocation.place,
        url=f"{settings.PORTAL_ADDRESS}{reverse('governance:meeting', args=[meeting.pk])}",
        status=Status.CANCELLED if is_called_off else Status.CONFIRMED,
    )
