"""Families, elderly people and educators of the demonstration, besides those that are there already. All invented."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import Comune, Credential, CredentialKind, Guardianship, Person, Sex
from networking.rules import age_on

from ..models import Schooling
from ..rules import grade_on

if TYPE_CHECKING:
    from .drawing import Draw

NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
GIVEN, FAMILY, FEMININE = NAMES["given"], NAMES["family"], set(NAMES["feminine"])
# One in so many does not say it.
SILENT_IN = 9
# Families, elderly people and young adults of each zone.
SIZES = {6: (16, 30, 12), 8: (34, 34, 16), 9: (22, 24, 12)}
# Younger ones write e-mails, older ones answer the telephone.
ELDERLY_AGE = 60
SCHOOL_STARTS_IN = 9
FIRST_CLASS_AGE = 6
NURSERY_AGE = 3
LAST_GRADE = 13
STAFF = (
    *((8, name) for name in ("Berardi", "Cavalieri", "Donati", "Emili", "Fiore", "Gori")),
    *((9, name) for name in ("Lippi", "Massi", "Nardi", "Olivieri", "Pace")),
    *((6, name) for name in ("Ranieri", "Sorci", "Tosti", "Urbani", "Vitali")),
)


@dataclass(eq=False)
class Guest:
    """Somebody who takes part, and who asks for them."""

    person: Person
    booker: Person
    zone: int
    comune: str
    schooling: Schooling | None = None

    def grade(self, day: date) -> int | None:
        """The class they go to on that day; None for who goes to none."""
        return grade_on(self.schooling.grade, self.schooling.year, day) if self.schooling else None

    def age(self, day: date) -> int:
        """Whole years on that day."""
        return age_on(self.person.birth_date, day) if self.person.birth_date else 40


@dataclass
class Town:
    """Who lives there: comuni to draw from, those with more people more often."""

    comuni: list[Comune]
    weights: list[int]


def ensure_guests(draw: Draw) -> tuple[list[Guest], list[Guest]]:
    """Those who may take part: the invented families, written in few statements; and those known from before."""
    guests, ties = [], []
    for zone, (families, elderly, young) in SIZES.items():
        town = town_of(zone)
        for _each in range(families):
            guests += _family(draw, zone, town, ties)
        guests += [_alone(draw, zone, town, (66, 91)) for _each in range(elderly)]
        guests += [_alone(draw, zone, town, (18, 28)) for _each in range(young)]
    Person.objects.for_everyone(reason=DEMONSTRATION).bulk_create(guest.person for guest in guests)
    Guardianship.objects.for_everyone(reason=DEMONSTRATION).bulk_create(ties)
    known = _known()
    _add_classes(guests + known, draw.day)
    return guests, known


def ensure_staff(draw: Draw) -> dict[int, list[Person]]:
    """Those who lead, by zone, each with what it takes to be with minors; Sara first where she works."""
    people = {zone: [] for zone in SIZES}
    made = []
    for number, (zone, family) in enumerate(STAFF):
        person = somebody(draw, GIVEN[number * 4], family, town_of(zone), (24, 58))
        person.email = f"{family.lower()}@{DOMAIN}"
        people[zone].append(person)
        made.append(person)
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    everyone.bulk_create(made)
    sara = everyone.get(account__email=f"educatrice@{DOMAIN}")
    people[9].insert(0, sara)
    Credential.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        _credential(draw, person, kind)
        for person in [sara, *made]
        for kind in (CredentialKind.CLEARANCE, CredentialKind.SAFEGUARDING)
    )
    return people


def _credential(draw: Draw, person: Person, kind: CredentialKind) -> Credential:
    """One that holds over the whole demonstration; one in ten ends within a month."""
    granted = draw.day - timedelta(days=500 + draw.randint(0, 100))
    ends_soon = kind == CredentialKind.SAFEGUARDING and draw.often(0.1)
    return Credential(
        id=draw.uuid(),
        person=person,
        kind=kind,
        granted_on=granted,
        expires_on=draw.day + timedelta(days=25 if ends_soon else 500),
        source="Documento di prova",
    )


def town_of(zone: int) -> Town:
    """The comuni of that zone, by its number."""
    comuni = list(Comune.objects.with_residents().filter(zone__number=zone).order_by("slug"))
    return Town(comuni, [(each.residents or 0) // 400 + 4 for each in comuni])


def _family(draw: Draw, zone: int, town: Town, ties: list[Guardianship]) -> list[Guest]:
    """One or two parents and their children, under one surname and not always in one home."""
    surname = draw.choice(FAMILY)
    parents = [
        somebody(draw, draw.choice(GIVEN), surname, town, (31, 49)) for _each in range(draw.choice((1, 2, 2)))
    ]
    home = parents[0].comune
    guests = [Guest(parent, parent, zone, parent.comune.slug) for parent in parents]
    for _each in range(draw.choice((1, 1, 2, 2, 2, 3))):
        child = somebody(draw, draw.choice(GIVEN), surname, town, (4, 17), has_contacts=False)
        child.comune = home
        guests.append(Guest(child, parents[0], zone, home.slug))
        ties += [
            Guardianship(id=draw.uuid(), guardian=parent, child=child, starts_on=child.birth_date)
            for parent in parents
        ]
    return guests


def _alone(draw: Draw, zone: int, town: Town, ages: tuple[int, int]) -> Guest:
    person = somebody(draw, draw.choice(GIVEN), draw.choice(FAMILY), town, ages)
    return Guest(person, person, zone, person.comune.slug)


def somebody(
    draw: Draw, given: str, family: str, town: Town, ages: tuple[int, int], *, has_contacts: bool = True
) -> Person:
    """Somebody between those ages, with an e-mail or a telephone where they have one of their own."""
    least, most = ages
    born = draw.day - timedelta(days=draw.randint(least * 366, most * 365))
    number = draw.randint(100000, 999999)
    writes = has_contacts and least < ELDERLY_AGE
    return Person(
        id=draw.uuid(),
        given_name=given,
        family_name=family,
        birth_date=born,
        sex="" if number % SILENT_IN == 0 else Sex.FEMALE if given in FEMININE else Sex.MALE,
        comune=draw.choices(town.comuni, town.weights)[0],
        phone=f"+390743{number}" if has_contacts and not writes else "",
        email=f"{given}.{family}.{number}@{DOMAIN}".lower() if writes else "",
        created_at=draw.long_ago,
    )


def _known() -> list[Guest]:
    """Children of before, with the parent who can book, and the elderly man who asks for himself."""
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION).select_related("comune__zone")
    parents = {each.pk: each for each in everyone.filter(account__email__startswith="famiglia-")}
    between = Guardianship.objects.for_everyone(reason=DEMONSTRATION)
    ties = dict(between.filter(guardian__in=list(parents), can_book=True).values_list("child", "guardian"))
    children = everyone.filter(pk__in=list(ties), comune__isnull=False).order_by("given_name")
    found = [_guest(child, parents[ties[child.pk]]) for child in children]
    return found + [
        _guest(each, each) for each in everyone.filter(given_name="Settimio", family_name="Bonacci")
    ]


def _guest(person: Person, booker: Person) -> Guest:
    return Guest(person, booker, person.comune.zone.number, person.comune.slug)


def _add_classes(guests: list[Guest], day: date) -> None:
    """The class that each child of that age goes to this school year."""
    begins = day.year if day.month >= SCHOOL_STARTS_IN else day.year - 1
    rows = []
    for guest in guests:
        born = guest.person.birth_date
        grade = begins - born.year - FIRST_CLASS_AGE + 1 if born else LAST_GRADE + 1
        if begins - (born.year if born else 0) < NURSERY_AGE or grade > LAST_GRADE:
            continue
        guest.schooling = Schooling(
            person=guest.person,
            school_name="Scuola di prova",
            grade=max(grade, 0),
            section="AB"[guest.person.pk.int % 2],
            year=f"{begins}/{(begins + 1) % 100:02d}",
        )
        rows.append(guest.schooling)
    Schooling.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)
