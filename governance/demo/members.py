"""A hundred and forty members of the association: who volunteers, who sits in its organs, a few who are minors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION
from networking.models import Person
from volunteers.models import Volunteer

from ..models import Body, Mandate, Member

if TYPE_CHECKING:
    from laboratories.demo.drawing import Draw
    from services.models import Organization

HOW_MANY = 140
# Founders, those of the first year, and a few who came in the last weeks and do not vote yet.
FOUNDERS = 60
NEW = 8


def make(draw: Draw, aps: Organization) -> list[Member]:
    """Write the members, in the order in which they were admitted."""
    people = _people(draw)
    rows = [
        Member(
            id=draw.uuid(),
            organization=aps,
            person=person,
            name=person.full_name,
            admitted_on=draw.day - timedelta(days=_days_ago(draw, number)),
        )
        for number, person in enumerate(people)
    ]
    return Member.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)


def _people(draw: Draw) -> list[Person]:
    """Those of the organs first, then volunteers."""
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    seats = Mandate.objects.for_everyone(reason=DEMONSTRATION).filter(
        body__kind__in=(Body.Kind.BOARD, Body.Kind.CONTROL)
    )
    officers = list(everyone.filter(pk__in=seats.values("person")).order_by("pk"))
    active = Volunteer.objects.for_everyone(reason=DEMONSTRATION).filter(state=Volunteer.State.ACTIVE)
    others = list(everyone.filter(pk__in=active.values("person")).order_by("pk"))
    return officers + draw.sample(others, HOW_MANY - len(officers))


def _days_ago(draw: Draw, number: int) -> int:
    if number < FOUNDERS:
        return 390
    return draw.randint(2, 60) if number >= HOW_MANY - NEW else draw.randint(100, 380)
