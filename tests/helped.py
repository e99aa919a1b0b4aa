"""Turns that were done, with hours that somebody confirmed, for tests that count them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.attended import at
from volunteers.models import HoursLog

if TYPE_CHECKING:
    from networking.models import Person
    from volunteers.models import Assignment, HelpRequest, Volunteer

DAY = date(2026, 5, 6)


def turn(day: date = DAY, comune: str = "foligno", **fields: Any) -> HelpRequest:
    """A turn from eight to ten of a day, that people could read about from long before."""
    where = Comune.objects.get(slug=comune)
    return volunteering.request(
        where, local_date=day, **({"local_start": time(8), "local_end": time(10)} | fields)
    )


def done(volunteer: Volunteer, of: HelpRequest, **fields: Any) -> Assignment:
    """That `volunteer` came."""
    row = volunteering.assign(volunteer, of, **fields)
    volunteering.assignments().filter(pk=row.pk).update(state="done")
    row.refresh_from_db()
    return row


def gave(volunteer: Volunteer, minutes: int = 60, *, day: date = DAY, **fields: Any) -> HoursLog:
    """That they came to a turn of that day, and that somebody else confirmed the minutes they say."""
    moment = at(day, 20)
    people = [factories.person(f"{uuid4()}@example.org", RoleKind.CITIZEN) for _each in range(2)]
    return HoursLog.objects.create(
        assignment=done(volunteer, turn(day, **fields)),
        state="validated",
        minutes_declared=minutes,
        declared_at=moment,
        declared_by=people[0],
        minutes_validated=minutes,
        validated_at=moment,
        validated_by=people[1],
    )


def volunteer(person: Person | None = None, **fields: Any) -> Volunteer:
    """Somebody who may do a turn."""
    return volunteering.able(person, **fields)
