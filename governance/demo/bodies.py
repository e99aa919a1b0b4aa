"""The bodies of the demonstration, their adopted rules, and who sits in them for which comune."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from laboratories.demo.people import FAMILY, GIVEN, Town, somebody
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import Comune, Person

from ..models import Body, BodyRule, Mandate, MatterRule

if TYPE_CHECKING:
    from laboratories.demo.drawing import Draw
    from services.models import Organization

FILE = Path(__file__).parent / "bodies.toml"
Task = Mandate.Task
SECRET = (MatterRule.Matter.PEOPLE,)
# Art. 21 of the civil code.
WITHOUT_DIRECTORS = (MatterRule.Matter.ACCOUNTS, MatterRule.Matter.LIABILITY)
LEADS = "spoleto"
AGES = (32, 71)
BOARD = (Task.CHAIR, Task.VICE, Task.TREASURER, Task.SECRETARY, Task.MEMBER, Task.MEMBER, Task.MEMBER)
CONTROL = (Task.CHAIR, Task.MEMBER, Task.MEMBER)
GROUP = (Task.CHAIR, Task.SECRETARY, *(Task.MEMBER,) * 5)
# Those one can sign in as, and where they sit.
KNOWN = {
    "cabina": (("cabina-di-regia", Task.MEMBER),),
    "segreteria": (("cabina-di-regia", Task.SECRETARY), ("gruppo-di-progetto", Task.MEMBER)),
    "coordinatrice": (("gruppo-di-progetto", Task.CHAIR), ("cabina-di-regia", Task.OBSERVER)),
    "educatrice": (("gruppo-di-progetto", Task.MEMBER),),
    "monitoraggio": (("gruppo-di-progetto", Task.MEMBER), ("cabina-di-regia", Task.OBSERVER)),
    "volontaria-spoleto": (("gruppo-di-lavoro-giovani", Task.OBSERVER),),
}


def make(draw: Draw, aps: Organization) -> dict[str, Body]:
    """Write the bodies, by slug, with their rules and whoever sits in them."""
    facts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    bodies = {fact["slug"]: _body(draw, fact, facts["shares"], aps) for fact in facts["body"]}
    _seat(draw, bodies)
    return bodies


def _body(draw: Draw, fact: dict[str, Any], shares: list[dict[str, Any]], aps: Organization) -> Body:
    rule = fact.pop("rule")
    body = Body(**fact)
    if body.kind in Body.OF_AN_ASSOCIATION:
        body.organization = aps
    body.save()
    made = BodyRule.objects.create(body=body, version=1, valid_from=draw.long_ago.date(), **rule)
    MatterRule.objects.bulk_create(
        _matter(made, str(matter), call, shares) for matter in MatterRule.Matter.values for call in (1, 2)
    )
    made.is_adopted = True
    made.save(update_fields=["is_adopted"])
    return body


def _matter(rule: BodyRule, matter: str, call: int, shares: list[dict[str, Any]]) -> MatterRule:
    """Half of them there and more than half of those there in favour, unless the file says otherwise."""
    row = MatterRule(
        rule=rule,
        matter=matter,
        call=call,
        is_secret=matter in SECRET,
        excludes_directors=matter in WITHOUT_DIRECTORS and rule.body.kind == Body.Kind.ASSEMBLY,
    )
    for share in shares:
        if rule.body.kind in share["kinds"] and matter in share["matters"] and call == share["call"]:
            for name in share.keys() - {"kinds", "matters", "call"}:
                setattr(row, name, share[name])
    return row


def _seat(draw: Draw, bodies: dict[str, Body]) -> None:
    """One for each comune in the Cabina; the organs of the association; those one can sign in as."""
    people: list[Person] = []
    rows = [_mandate(draw, bodies[slug], person, task) for person, slug, task in _known()]
    seated = {
        row.comune_id for row in rows if row.body.kind == Body.Kind.CABINA and row.task in Mandate.VOTING
    }
    cabina = bodies["cabina-di-regia"]
    for comune in Comune.objects.order_by("name"):
        if comune.pk not in seated:
            person = _person(draw, people, comune)
            rows.append(_mandate(draw, cabina, person, Task.CHAIR if comune.slug == LEADS else Task.MEMBER))
    towns = list(Comune.objects.with_residents().order_by("-residents")[:8])
    for slug, tasks in (
        ("consiglio-direttivo", BOARD),
        ("organo-di-controllo", CONTROL),
        ("gruppo-di-lavoro-giovani", GROUP),
    ):
        rows += [
            _mandate(draw, bodies[slug], _person(draw, people, draw.choice(towns)), task) for task in tasks
        ]
    Person.objects.for_everyone(reason=DEMONSTRATION).bulk_create(people)
    Mandate.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)


def _known() -> list[tuple[Person, str, str]]:
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION).select_related("comune")
    found = []
    for name, seats in KNOWN.items():
        person = everyone.get(account__email=f"{name}@{DOMAIN}")
        found += [(person, slug, task) for slug, task in seats]
    return found


def _person(draw: Draw, people: list[Person], comune: Comune) -> Person:
    """Somebody of `comune` who reads mails."""
    person = somebody(draw, draw.choice(GIVEN), draw.choice(FAMILY), Town([comune], [1]), AGES)
    person.email = f"{slugify(person.full_name)}.{len(people)}@{DOMAIN}"
    people.append(person)
    return person


def _mandate(draw: Draw, body: Body, person: Person, task: str) -> Mandate:
    """Since the bodies were founded, by an act that one can look up."""
    comune = person.comune if body.kind == Body.Kind.CABINA and task in Mandate.VOTING else None
    act = "Deliberazione di Giunta" if comune else "Verbale di nomina"
    return Mandate(
        id=draw.uuid(),
        body=body,
        person=person,
        name=person.full_name,
        task=task,
        comune=comune,
        starts_on=(draw.long_ago + timedelta(days=draw.randint(0, 20))).date(),
        given_by=f"{act} n. {draw.randint(3, 90)} (esempio)",
    )
