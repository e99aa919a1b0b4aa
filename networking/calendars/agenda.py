"""The dates of somebody, from wherever they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from networking.models import Person

    from .event import Event


class Source(Protocol):
    """Who knows of some dates: a function of an app, named in CALENDAR_SOURCES.

    It gives those that are the person's to see, and those of the children for whom they answer: nobody asks again
    afterwards. What was called off or moved it still gives, CANCELLED or with a higher sequence. It asks the same
    number of questions however many the dates are.
    """

    def __call__(self, person: Person, *, now: datetime) -> Iterable[Event]: ...


def events_of(person: Person, *, now: datetime) -> list[Event]:
    """All the dates of `person`, those called off too, from ninety days ago on, in their order.

    A source that fails fails the whole: with only a part of them, calendars would delete the others.
    """
    oldest = now - settings.CALENDAR_PAST
    newest: dict[str, Event] = {}
    for path in settings.CALENDAR_SOURCES:
        source: Source = import_string(path)
        for event in source(person, now=now):
            known = newest.get(event.uid)
            if event.ends > oldest and (known is None or known.sequence < event.sequence):
                newest[event.uid] = event
    return sorted(newest.values(), key=lambda event: (event.begins, event.uid))


def coming(events: Iterable[Event], *, now: datetime) -> list[Event]:
    """Those that are not over; what was called off among them, so that nobody goes there."""
    return [event for event in events if event.ends > now]
