"""The appointment of a communication, in people's calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.calendars.event import Event, Status
from networking.calendars.writing import calendar_of
from networking.models import Announcement, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from networking.models import Person

LOOKING = "gli appuntamenti di chi ne è stato avvisato"
TELLING = ("networking.announcement", "networking.news")


def event_of(announcement: Announcement) -> Event:
    """The appointment as calendars know it. Raises ValueError for what has none."""
    if announcement.starts_at is None or announcement.ends_at is None:
        raise ValueError("no appointment goes with it")
    return Event(
        uid=f"appuntamento-{announcement.pk}",
        sequence=announcement.sequence,
        starts_at=announcement.starts_at,
        ends_at=announcement.ends_at,
        title=announcement.title,
        place=announcement.place,
        url=announcement.link,
        status=Status.CANCELLED if announcement.cancelled_at else Status.CONFIRMED,
        updated_at=announcement.changed_at or announcement.published_at or announcement.created_at,
    )


def calendar_text(announcement: Announcement) -> str:
    """The appointment as a file that goes with a mail."""
    event = event_of(announcement)
    method = "CANCEL" if announcement.cancelled_at else "PUBLISH"
    written = calendar_of([event], name="NET WORKING", written_at=event.updated_at, method=method)
    return written.decode()


def appointments_of(person: Person, *, now: datetime) -> Iterator[Event]:
    """Those that `person` was told of, also called off: calendars then take them away."""
    told = Notice.objects.for_everyone(reason=LOOKING).filter(
        person=person, kind__in=TELLING, composed_at__isnull=False
    )
    ids = told.exclude(state=Notice.State.WITHDRAWN, closed_at__lt=now, sent_at=None).values_list(
        "about_id", flat=True
    )
    for announcement in Announcement.objects.filter(pk__in=list(ids), starts_at__isnull=False):
        yield event_of(announcement)
