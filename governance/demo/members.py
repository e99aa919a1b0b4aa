"""The book of a hundred and forty members: who volunteers, who sits in the organs, some who came only lately."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION
from networking.models import Person
from volunteers.models import Volunteer

from ..models import Body, Mandate, MemberBook, MemberEntry

if TYPE_CHECKING:
    from laboratories.demo.drawing import Draw
    from networking.models import User
    from services.models import Organization

HOW_MANY = 140
# Those of the first day, and those of the last weeks, who do not vote yet.
FOUNDERS = 60
NEW = 8
FOUNDED = timedelta(days=395)
PURPOSE = (
    "Chi si associa sceglie con gli altri che cosa fa l'associazione: vota in assemblea, può essere eletto, "
    "può leggere i libri. Paga una quota all'anno e può andarsene quando vuole."
)


def make(draw: Draw, aps: Organization, *, by: User) -> None:
    """Write the book, in the order of the days."""
    book = MemberBook.objects.create(organization=aps, opened_on=draw.day - FOUNDED, purpose=PURPOSE)
    people = _people(draw)
    days = sorted(_admitted_on(draw, number) for number in range(len(people)))
    MemberEntry.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        MemberEntry(
            id=draw.uuid(),
            book=book,
            event=MemberEntry.Event.ADMISSION,
            person=person,
            name=person.full_name,
            birth_date=person.birth_date,
            residence=str(person.comune),
            effective_on=day,
            words="Atto costitutivo" if number < FOUNDERS else "Verbale del consiglio direttivo (esempio)",
            recorded_by=by,
        )
        for number, (person, day) in enumerate(zip(people, days, strict=True))
    )


def _people(draw: Draw) -> list[Person]:
    """Those of the organs first, then volunteers."""
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION).select_related("comune")
    seats = Mandate.objects.for_everyone(reason=DEMONSTRATION).filter(
        body__kind__in=(Body.Kind.BOARD, Body.Kind.CONTROL)
    )
    officers = list(everyone.filter(pk__in=seats.values("person")).order_by("pk"))
    active = Volunteer.objects.for_everyone(reason=DEMONSTRATION).filter(state=Volunteer.State.ACTIVE)
    others = list(everyone.filter(pk__in=active.values("person")).order_by("pk"))
    return officers + draw.sample(others, HOW_MANY - len(officers))


def _admitted_on(draw: Draw, number: int) -> date:
    if number < FOUNDERS:
        return draw.day - FOUNDED
    return draw.day - timedelta(
        days=draw.randint(2, 60) if number >= HOW_MANY - NEW else draw.randint(100, 380)
    )
