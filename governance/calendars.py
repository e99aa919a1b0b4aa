"""The meetings to which somebody is called, in the calendar they already use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import OuterRef, Subquery

from .appointments import event_of
from .models import Convocation, Meeting, Summons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from networking.calendars.event import Event
    from networking.models import Person

OWN = "le riunioni di chi ne chiede il calendario"


def meetings_of(person: Person, *, now: datetime) -> Iterator[Event]:
    """One event for each meeting to which they are called, as its last notice says it."""
    called = Summons.objects.for_everyone(reason=OWN).filter(
        person=person, meeting__first_call_at__gt=now - settings.CALENDAR_PAST
    )
    notices = Convocation.objects.for_everyone(reason=OWN)
    last = notices.filter(meeting=OuterRef("meeting")).order_by("-revision").values("pk")[:1]
    rows = notices.filter(meeting__in=called.values("meeting"), pk=Subquery(last))
    for convocation in rows.select_related("meeting__body"):
        yield event_of(convocation, is_called_off=convocation.meeting.state == Meeting.State.CALLED_OFF)
