"""Turns as people carry them in their calendar, and as a sentence says them: never whom they help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking.calendars.event import Event, Status
from networking.calendars.wording import when

if TYPE_CHECKING:
    from .models import Assignment, HelpRequest

# What an event is made of, for `select_related` of assignments.
NEEDS = ("request__comune", "request__place__comune")


def event_of(row: Assignment) -> Event:
    """The turn of `row`, with `NEEDS`: of somebody who comes, or no longer does."""
    comes = row.state in {row.State.ACCEPTED, row.State.DONE}
    turn = row.request
    moments = (row.made_at, row.answered_at, row.suspended_at, turn.cancelled_at, turn.moved_at)
    return Event(
        uid=f"turno-{turn.pk}",
        # Each state of the turn has two numbers, so that who leaves it counts more than who was in it.
        sequence=2 * turn.sequence + (not comes),
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        title=_("Volontariato: {title}").format(title=turn.title),
        updated_at=max(at for at in moments if at),
        place=where(turn),
        status=Status.CONFIRMED if comes else Status.CANCELLED,
    )


def where(turn: HelpRequest) -> str:
    """«Casa delle ginestre, via Roma 1, Norcia»; of a place that must stay hidden, only the comune."""
    place = turn.place
    if place is None or place.is_protected:
        return str(turn.comune)
    return ", ".join(filter(None, [place.name, place.address, place.locality, str(place.comune)]))


def when_of(row: Assignment) -> str:
    """«mercoledì 2 dicembre 2026, dalle 16:00 alle 18:00»."""
    return when(event_of(row))
