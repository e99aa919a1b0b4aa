"""A sitting that goes on, with people in it, for the tests of who is there and how they vote."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from governance.models import Ballot, BallotRight, Meeting, Proxy
from governance.sitting import coming
from governance.voting import balloting, casting
from tests import factories, governing

if TYPE_CHECKING:
    from governance.models import AgendaItem, Body
    from networking.models import Person

OPENED = governing.FIRST_CALL
NOW = OPENED + timedelta(minutes=30)


def cabina(many: int = 4, **rule: Any) -> tuple[Meeting, list[Person]]:
    """A meeting going on of a body with `many` people, none of them there yet."""
    body = governing.body()
    if rule:
        governing.rule(body, **rule)
    people = [governing.mandate(body).person for _each in range(many)]
    return governing.meeting(body, state="open", chair=people[0], chair_name="chi presiede"), people


def assembly(
    many: int = 6, *, kind: str = "assembly", state: str = "open", **rule: Any
) -> tuple[Meeting, list[Person]]:
    """An assembly going on of an association with `many` members; its rules let a member hold three proxies."""
    body = governing.body(kind=kind, organization=governing.association())
    governing.rule(
        body, **{"most_proxies": 3, "most_proxies_when_large": 5, "months_before_voting": 3, **rule}
    )
    people = [governing.member(body.organization).person for _each in range(many)]
    return governing.meeting(body, state=state), people


def organ(of: Meeting, kind: str, person: Person) -> Body:
    """Make `person` sit in an organ of the association whose assembly meets."""
    made = governing.body(kind=kind, name=f"{kind} {of.pk}", organization=of.body.organization)
    governing.mandate(made, person)
    return made


def enter(meeting: Meeting, *people: Person, now: Any = OPENED) -> None:
    """They come in, in person."""
    for person in people:
        coming.enter(meeting, person, now=now)


def point(meeting: Meeting) -> AgendaItem:
    """Its first point."""
    return governing.agenda_of(meeting).select_related("meeting").order_by("position").first()


def ballot(meeting: Meeting, *, now: Any = NOW, item: AgendaItem | None = None, **fields: Any) -> Ballot:
    """A question on its first point, open."""
    return balloting.open_ballot(item or point(meeting), question="Si approva?", now=now, **fields)


def rights(of: Ballot) -> list[BallotRight]:
    """The votes of a ballot, as they were given out."""
    return list(BallotRight.objects.for_everyone(reason="prova").filter(ballot=of).select_related("ballot"))


def right_of(of: Ballot, person: Person) -> BallotRight:
    """Somebody's vote."""
    return next(each for each in rights(of) if each.person_id == person.pk)


def vote(of: Ballot, **chosen: list[Person]) -> None:
    """`favour=[…]`, `against=[…]`: each votes so."""
    for choice, people in chosen.items():
        for person in people:
            casting.vote(right_of(of, person), choice, now=NOW)


def proxies(of: Meeting) -> list[Proxy]:
    """Every proxy of a meeting."""
    return list(Proxy.objects.for_everyone(reason="prova").filter(meeting=of).order_by("given_at"))


def minor(guardian: Person, **fields: Any) -> Person:
    """Somebody of sixteen, for whom `guardian` answers."""
    return factories.child_of(guardian, birth_date=date(2010, 6, 1), **fields)
