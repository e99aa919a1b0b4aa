"""Two hundred and fifty volunteers, at every step of their path. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from laboratories.demo.drawing import Draw, at
from laboratories.demo.people import FAMILY, GIVEN, somebody, town_of
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import Consent, Guardianship, Person
from networking.rules import ADULT_AGE, age_on
from volunteers.agreement_texts import agreement

from ..models import RegisterEntry, Volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

State = Volunteer.State
# How many of each age live in each zone, beside the two one can sign in as.
AGES = {(16, 18): (4, 6, 5), (19, 29): (12, 38, 28), (30, 64): (22, 42, 31), (65, 79): (16, 25, 19)}
ZONES = (6, 8, 9)
# Out of a hundred; the others are active.
SHARES = {State.CANDIDATE: 7, State.MEETING: 5, State.REFUSED: 2, State.PAUSED: 4, State.ENDED: 4}
# Those one can sign in as, and when they were born.
KNOWN = {"volontaria-spoleto": date(1994, 5, 20), "volontario-trevi": date(1987, 11, 2)}
MOTIVATIONS = (
    "Sono in pensione e ho tempo.",
    "Da piccola qualcuno lo ha fatto per me.",
    "Mi piace stare con i bambini.",
    "Vorrei conoscere il paese in cui sono arrivato.",
    "A scuola ce ne hanno parlato.",
    "",
)


@dataclass
class Crew:
    """The volunteers by zone, and to what each will come when everything has been told."""

    of_zone: dict[int, list[Volunteer]] = field(default_factory=dict)
    becomes: dict[Volunteer, str] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Volunteer]:
        """All of them."""
        return [each for people in self.of_zone.values() for each in people]

    def who(self, *states: str) -> list[Volunteer]:
        """Those who will be in one of `states`."""
        return [each for each in self.everybody if self.becomes[each] in states]

    def helpers(self) -> list[Volunteer]:
        """Those who have helped: active, and those who are no longer."""
        return self.who(State.ACTIVE, State.PAUSED, State.ENDED)


def make(draw: Draw, *, by: User) -> Crew:
    """Write the people and their paths; whoever stopped is active until `let_go`, because they did help."""
    crew, made = Crew(), []
    for place, zone in enumerate(ZONES):
        town = town_of(zone)
        for ages, sizes in AGES.items():
            made += [
                (zone, somebody(draw, draw.choice(GIVEN), draw.choice(FAMILY), town, ages))
                for _each in range(sizes[place])
            ]
    Person.objects.for_everyone(reason=DEMONSTRATION).bulk_create(person for _zone, person in made)
    for zone, person in [*_known(), *made]:
        volunteer = _volunteer(draw, person)
        crew.of_zone.setdefault(zone, []).append(volunteer)
        crew.becomes[volunteer] = _comes_to(draw, person)
    for volunteer in crew.everybody:
        _walk(draw, volunteer, crew.becomes[volunteer], by)
    Volunteer.objects.for_everyone(reason=DEMONSTRATION).bulk_create(crew.everybody)
    _answer_for(draw, crew)
    return crew


def let_go(draw: Draw, crew: Crew, *, by: User) -> None:
    """Those who rest or have stopped do so now that their year is told; the register says when they ceased."""
    for volunteer in crew.who(State.PAUSED):
        volunteer.state, volunteer.state_since = State.PAUSED, at(draw.day - draw.days(5, 40), 10)
    gone = crew.who(State.ENDED)
    for volunteer in gone:
        volunteer.ended_on = draw.day - timedelta(days=draw.randint(2, 20))
        volunteer.state, volunteer.state_since = State.ENDED, at(volunteer.ended_on, 10)
    everyone = Volunteer.objects.for_everyone(reason=DEMONSTRATION)
    everyone.bulk_update([*gone, *crew.who(State.PAUSED)], ["state", "state_since", "ended_on"])
    _cease({each.person_id: each for each in gone}, by)


def _cease(gone: dict[object, Volunteer], by: User) -> None:
    """One line for each, in the order of those that enrolled them."""
    lines = RegisterEntry.objects.for_everyone(reason=DEMONSTRATION)
    enrolled = lines.filter(person__in=list(gone), event=RegisterEntry.Event.ENROLMENT)
    for line in enrolled.order_by("section", "number"):
        lines.create(
            section_id=line.section_id,
            event=RegisterEntry.Event.CESSATION,
            about=line,
            person_id=line.person_id,
            given_name=line.given_name,
            family_name=line.family_name,
            birth_date=line.birth_date,
            birth_place=line.birth_place,
            residence=line.residence,
            effective_on=gone[line.person_id].ended_on,
            recorded_by=by,
        )


def _known() -> list[tuple[int, Person]]:
    """Those one can sign in as, of age from now on."""
    found = []
    for name, born in KNOWN.items():
        person = (
            Person.objects.for_everyone(reason=DEMONSTRATION)
            .select_related("comune__zone")
            .get(account__email=f"{name}@{DOMAIN}")
        )
        person.birth_date = person.birth_date or born
        person.save(update_fields=["birth_date"])
        found.append((person.comune.zone.number, person))
    return found


def _comes_to(draw: Draw, person: Person) -> str:
    """Where their path is today; who can sign in is active."""
    if person.account_id:
        return State.ACTIVE
    kinds, weights = list(SHARES), list(SHARES.values())
    return draw.choices([*kinds, State.ACTIVE], [*weights, 100 - sum(weights)])[0]


def _volunteer(draw: Draw, person: Person) -> Volunteer:
    ago = (35, 100) if is_minor(person, draw.day) else (390, 620)
    applied = at(draw.day, 9) - draw.days(*ago)
    return Volunteer(
        id=draw.uuid(),
        person=person,
        applied_at=applied,
        state_since=applied,
        motivation=draw.choice(MOTIVATIONS),
        max_travel_minutes=draw.choice((15, 20, 30, 30, 45, 60)),
        max_hours_a_week=draw.choice((2, 3, 4, 4, 6, 8)),
        max_turns_a_month=draw.choice((2, 4, 4, 6, 8)),
    )


def _walk(draw: Draw, volunteer: Volunteer, state: str, by: User) -> None:
    """As far along the path as `state` says; who helped at all is active for now."""
    if state in {State.CANDIDATE, State.MEETING, State.REFUSED}:
        volunteer.applied_at = volunteer.state_since = at(draw.day, 9) - draw.days(3, 35)
        volunteer.state = state
    if state == State.REFUSED:
        volunteer.ended_on = draw.day - timedelta(days=1)
    if state in {State.CANDIDATE, State.REFUSED}:
        return
    met = volunteer.applied_at + draw.days(2, 10)
    volunteer.met_on, volunteer.met_by = min(met.date(), draw.day), by
    if state != State.MEETING:
        _agree(draw, volunteer, met)


def _agree(draw: Draw, volunteer: Volunteer, met: datetime) -> None:
    volunteer.agreed_at = met + draw.days(1, 8)
    volunteer.agreement_version = agreement().current
    volunteer.agreed_until = agreement().until(volunteer.agreed_at.date())
    volunteer.state, volunteer.state_since = State.ACTIVE, volunteer.agreed_at + timedelta(days=2)
    if is_minor(volunteer.person, draw.day):
        volunteer.parent_met_on = volunteer.met_on


def is_minor(person: Person, day: date) -> bool:
    """Whether somebody else answers for `person` on `day`."""
    born = person.birth_date
    return born is not None and age_on(born, day) < ADULT_AGE


def _answer_for(draw: Draw, crew: Crew) -> None:
    """A parent for each who is under age, and their yes where the path has come so far."""
    young = [each for each in crew.everybody if is_minor(each.person, draw.day)]
    parents, ties, consents = [], [], []
    for volunteer in young:
        child = volunteer.person
        town = town_of(child.comune.zone.number)
        parent = somebody(draw, draw.choice(GIVEN), child.family_name, town, (40, 56))
        parent.comune = child.comune
        parents.append(parent)
        ties.append(Guardianship(id=draw.uuid(), guardian=parent, child=child, starts_on=child.birth_date))
        if crew.becomes[volunteer] not in {State.CANDIDATE, State.REFUSED}:
            consents.append(_yes(volunteer, parent))
    Person.objects.for_everyone(reason=DEMONSTRATION).bulk_create(parents)
    Guardianship.objects.for_everyone(reason=DEMONSTRATION).bulk_create(ties)
    Consent.objects.for_everyone(reason=DEMONSTRATION).bulk_create(consents)


def _yes(volunteer: Volunteer, parent: Person) -> Consent:
    return Consent(
        person=volunteer.person,
        purpose=Consent.Purpose.VOLUNTEERING,
        text_version=agreement().current,
        given_at=volunteer.applied_at + timedelta(days=1),
        given_through="desk",
        given_by=parent,
    )
