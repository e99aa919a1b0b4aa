"""Who has the room, and where a person already is: what a refusal of the database means, in words that help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from laboratories import wording
from laboratories.models import RoomUse, Session, SessionStaff
from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time
    from uuid import UUID

    from laboratories.models import Cycle, Room
    from networking.models import Person

ROOM, STAFF = "room_never_double_booked", "staff_never_in_two_places"
ITSELF = "one_session_of_a_cycle_at_a_time"
NEEDED = ("cycle__activity", "cycle__venue__place__comune")


@dataclass(frozen=True)
class When:
    """A day and hours by the clock of Rome; `apart_from` is the session that would be held then, if it is written."""

    day: date
    start: time
    end: time
    apart_from: UUID | None = None

    def span(self, minutes: int = 0) -> DateTimeTZRange:
        """From its start to its end, and the `minutes` that it takes afterwards."""
        begin, end = (datetime.combine(self.day, hour, tzinfo=ITALY) for hour in (self.start, self.end))
        return DateTimeTZRange(begin, end + timedelta(minutes=minutes))


def why(constraint: str, when: When, *, room: Room | None, people: Iterable[Person]) -> str:
    """What the refusal of `constraint` means for who would meet then: who has the room, where a person is.

    Empty for another constraint. Where it is free again by now, only that it was taken.
    """
    if constraint == ROOM:
        return room_is_taken(who_has(room, when) if room else None)
    if constraint == STAFF:
        busy = ((person, where_is(person, when)) for person in people)
        return next(
            (person_is_taken(person, found) for person, found in busy if found is not None),
            _("In quell'orario chi conduce è già in un altro incontro."),
        )
    if constraint == ITSELF:
        return _("In questo ciclo c'è già un incontro in quel giorno a quell'ora.")
    return ""


def who_has(room: Room, when: When) -> Session | None:
    """The first session that has a part of `room` then, with the time that each takes to tidy up; None if it is free."""
    taken = RoomUse.objects.filter(
        is_active=True,
        part__in=room.parts.all(),
        during__overlap=when.span(room.setup_minutes),
        session=OuterRef("pk"),
    )
    return _first(Exists(taken), when)


def where_is(person: Person, when: When) -> Session | None:
    """The session that `person` leads or helps in then; None where there is none."""
    led = SessionStaff.objects.filter(
        is_active=True, person=person, during__overlap=when.span(), session=OuterRef("pk")
    )
    return _first(Exists(led), when)


def _first(taken: Exists, when: When) -> Session | None:
    others = Session.objects.filter(taken).exclude(pk=when.apart_from)
    return others.select_related(*NEEDED).order_by("starts_at", "pk").first()


def room_is_taken(by: Session | None) -> str:
    """Who has a room, in a sentence."""
    if by is None:
        return _("In quell'orario la sala è già occupata.")
    return _("La sala è occupata: {day}, {hours}, c'è «{what}».").format(
        day=wording.day_in_words(by.local_date), hours=wording.hours(by), what=by.cycle
    )


def person_is_taken(person: Person, by: Session) -> str:
    """Where `person` already is, in a sentence."""
    return _("{person} è già a «{what}», {where}: {day}, {hours}.").format(
        person=person,
        what=by.cycle,
        where=wording.where(by.cycle.venue),
        day=wording.day_in_words(by.local_date),
        hours=wording.hours(by),
    )


def all_of(when: When, *, cycle: Cycle, room: Room | None, people: Iterable[Person]) -> list[tuple[str, str]]:
    """Everything in the way of a session of `cycle` then: the field each sentence belongs to, and the sentence."""
    found = []
    same = cycle.sessions.filter(local_date=when.day, local_start=when.start).exclude(pk=when.apart_from)
    if same.exists():
        found.append(("local_date", why(ITSELF, when, room=room, people=())))
    if room is not None and (by := who_has(room, when)):
        found.append(("room", room_is_taken(by)))
    busy = ((person, where_is(person, when)) for person in people)
    found += [("local_date", person_is_taken(person, by)) for person, by in busy if by is not None]
    return found


def in_the_way_of(person: Person, when: When) -> str:
    """Where `person` already is then, in a sentence; empty where they are free."""
    by = where_is(person, when)
    return person_is_taken(person, by) if by else ""
