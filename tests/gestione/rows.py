"""Rows of activities that only the admin's tests ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laboratories.models import Certificate, Closure
from laboratories.registers import numbers
from networking.models import Credential, CredentialKind
from tests import activities, factories

if TYPE_CHECKING:
    from networking.models import Comune, Person


def closure(comune: Comune, *, hall: str = "Canarino") -> Closure:
    """A day of works in a room of `comune`."""
    room = activities.room(activities.venue(comune), name=hall)
    day = factories.day("2027-02-04")
    made = {"reason": "works", "made_at": factories.LONG_AGO}
    return Closure.objects.create(room=room, first_day=day, last_day=day, **made)


def certificate(comune: Comune, **fields: Any) -> Certificate:
    """That somebody attended an hour of an hour and a half, in `comune`."""
    cycle = activities.cycle(comune)
    values = {
        "number": numbers.draw(),
        "person": factories.human(comune=comune),
        "title": "Teatro",
        "minutes": 60,
        "minutes_held": 90,
        "issued_at": factories.LONG_AGO,
        **fields,
    }
    days = {"first_day": cycle.first_day, "last_day": cycle.last_day}
    return Certificate.objects.create(cycle=cycle, **days, **values)


def credential(person: Person, **fields: Any) -> Credential:
    """That `person` learned first aid."""
    values = {"kind": CredentialKind.FIRST_AID, "granted_on": factories.day("2026-01-01"), **fields}
    return Credential.objects.create(person=person, **values)
