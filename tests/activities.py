"""Activities, rooms, cycles and bookings for tests, with whatever the test does not care about filled in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from laboratories.models import (
    Activity,
    Booking,
    Cycle,
    Party,
    Pool,
    Presence,
    Room,
    RoomPart,
    Schooling,
    SeatPool,
    Session,
    SessionStaff,
    Venue,
)
from networking.models import StaffPolicy
from tests import factories

if TYPE_CHECKING:
    from laboratories.models.bookings import BookingQuerySet
    from laboratories.models.presences import PresenceQuerySet
    from networking.models import Comune, Person

_numbers = count(1)
# The Wednesdays of the tests' `now` (25 November 2026) and after.
FIRST_DAY = date(2026, 12, 2)
A_WEEK = timedelta(days=7)


def venue(comune: Comune, **fields: Any) -> Venue:
    """A published venue in `comune`."""
    values = {"slug": f"spazio-{next(_numbers)}", "published_at": factories.LONG_AGO, **fields}
    return Venue.objects.create(place=values.pop("place", None) or factories.place(comune), **values)


def room(venue: Venue, *parts: str, **fields: Any) -> Room:
    """A room made of `parts`, made if they are not there; of one of its own when none is named."""
    made = Room.objects.create(venue=venue, **{"name": f"Sala {next(_numbers)}", "most_people": 30, **fields})
    names = parts or (made.name,)
    made.parts.set([RoomPart.objects.get_or_create(venue=venue, name=name)[0] for name in names])
    return made


def activity(**fields: Any) -> Activity:
    """A published laboratory for everybody."""
    number = next(_numbers)
    values = {
        "kind": "laboratory",
        "audience": "everybody",
        "title": f"Laboratorio {number}",
        "slug": f"laboratorio-{number}",
        "summary": "Si fa insieme.",
        "policy": StaffPolicy.objects.get(slug=fields.pop("policy", "adulti")),
        "published_at": factories.LONG_AGO,
        **fields,
    }
    if "organization" not in values:
        values["organization"] = factories.organization()
    return Activity.objects.create(**values)


def cycle(where: Comune | Venue, *, sessions: int = 1, **fields: Any) -> Cycle:
    """A published cycle, open to bookings from long ago until it begins, with weekly `sessions` at five o'clock."""
    place = where if isinstance(where, Venue) else venue(where)
    first = fields.pop("first_day", FIRST_DAY)
    hours = {name: fields.pop(name) for name in ("local_start", "local_end") if name in fields}
    made = Cycle.objects.create(
        **{
            "activity": fields.pop("activity", None) or activity(),
            "venue": place,
            "places": 10,
            "first_day": first,
            "last_day": first + max(sessions - 1, 0) * A_WEEK,
            "enrol_opens_at": factories.LONG_AGO,
            "enrol_closes_at": timezone.make_aware(datetime.combine(first, time(17))),
            "published_at": factories.LONG_AGO,
            **fields,
        }
    )
    for week in range(sessions):
        session(made, local_date=first + week * A_WEEK, **hours)
    return made


def session(cycle: Cycle, **fields: Any) -> Session:
    """A session of `cycle`, in its room, at five o'clock."""
    values = {
        "local_date": cycle.first_day,
        "local_start": time(17),
        "local_end": time(18, 30),
        "room": cycle.room,
        **fields,
    }
    made = Session.objects.create(cycle=cycle, **values)
    made.refresh_from_db()
    return made


def leads(person: Person, session: Session, **fields: Any) -> SessionStaff:
    """That `person` leads `session`."""
    return SessionStaff.objects.create(person=person, session=session, **fields)


def pool(of: Cycle | Session) -> Pool:
    """The places of a whole cycle, or of a session booked by itself."""
    if isinstance(of, Session):
        return of.pool if of.cycle.unit == Cycle.Unit.SESSION else pool(of.cycle)
    return of.pools.get(session=None)


def seats(of: Cycle | Session) -> SeatPool:
    """How many places are taken, as the database says now."""
    return SeatPool.objects.get(pool=pool(of))


def party(booker: Person | None = None, **fields: Any) -> Party:
    """An empty party."""
    values = {
        "code": f"T{next(_numbers):05d}",
        "booker": booker,
        "size": 1,
        "idem_actor": uuid4(),
        "idem_key": f"{next(_numbers)}",
        "created_at": factories.LONG_AGO,
        **fields,
    }
    return Party.objects.create(**values)


def booking(of: Cycle | Session, person: Person | None = None, **fields: Any) -> Booking:
    """A booking written straight to the table: a confirmed one, unless `state` says otherwise."""
    moment = fields.pop("booked_at", factories.LONG_AGO)
    state = fields.get("state", Booking.State.CONFIRMED)
    values: dict[str, Any] = {"state": state, "booked_at": moment}
    if state == Booking.State.CONFIRMED:
        values["confirmed_at"] = moment
    if state == Booking.State.OFFERED:
        values |= {"offered_at": moment, "offer_expires_at": moment + timedelta(days=1)}
    if state not in Booking.LIVE:
        values["ended_at"] = moment
    person = person or factories.human()
    values["party"] = fields.pop("party", None) or party(person)
    return Booking.objects.create(pool=pool(of), person=person, **{**values, **fields})


def bookings() -> BookingQuerySet:
    """Every booking, for a test to look at."""
    return Booking.objects.for_everyone(reason="prova")


def presences() -> PresenceQuerySet:
    """Every presence, for a test to look at."""
    return Presence.objects.for_everyone(reason="prova")


def schooling(person: Person, **fields: Any) -> Schooling:
    """The class of `person`, as the family wrote it in a school year."""
    return Schooling.objects.create(person=person, **{"grade": 2, "year": "2026/27", **fields})
