"""Sessions that were held and who came, for tests that count them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from laboratories.models import Session
from networking.models import Comune, Credential
from tests import activities
from tests.factories import human

if TYPE_CHECKING:
    from networking.models import Person

ROME = ZoneInfo("Europe/Rome")
DAY = date(2026, 5, 6)
_places = count(1)


def at(day: date, hour: int = 12) -> datetime:
    """That hour of that day in Rome."""
    return datetime.combine(day, time(hour), tzinfo=ROME)


def aged(years: int, *, on: date = DAY, comune: str = "foligno", **fields: Any) -> Person:
    """Somebody who has so many years on a day, and a few weeks."""
    born = on.replace(year=on.year - years) - timedelta(days=20)
    return human(birth_date=born, comune=Comune.objects.get(slug=comune), **fields)


def session(comune: str = "foligno", *, day: date = DAY, is_held: bool = True, **activity: Any) -> Session:
    """A session of its own, at five o'clock; with its register opened and closed, unless it was not held."""
    where = activities.venue(Comune.objects.get(slug=comune), slug=f"luogo-{next(_places)}")
    cycle = activities.cycle(where, first_day=day, places=20, activity=activities.activity(**activity))
    made = cycle.sessions.get()
    if is_held:
        open_register(made)
    return made


def open_register(made: Session) -> None:
    """Its register opened when it began, and closed when it ended, by two who may be with minors."""
    for _each in range(2):
        activities.leads(cleared(aged(40)), made)
    Session.objects.filter(pk=made.pk).update(opened_at=made.starts_at, closed_at=made.ends_at)
    made.refresh_from_db()


def cleared(person: Person) -> Person:
    """That they have shown what it takes to be with minors."""
    for kind in ("clearance", "safeguarding"):
        Credential.objects.create(person=person, kind=kind, granted_on=date(2025, 1, 1))
    return person


def come(made: Session, *people: Person, mark: str = "present", minutes: int = 90) -> None:
    """That they had a place, and what the register says of them."""
    for person in people:
        activities.booking(made.cycle, person)
        mark_at(made, person, mark=mark, minutes=minutes)


def mark_at(made: Session, person: Person, *, mark: str = "present", minutes: int = 90) -> None:
    """What the register of a session says of somebody who has a place."""
    activities.presences().filter(session=made, person=person).update(
        mark=mark, minutes=0 if mark == "absent" else minutes, marked_at=made.ends_at
    )
