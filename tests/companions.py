"""People who receive company, and who gives it, for tests."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from networking.models import Consent
from tests import factories, volunteering
from volunteers.companions import pairing
from volunteers.models import Companionship, CompanionshipNote, HelpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Comune, Person, User
    from volunteers.models import HelpKind, Volunteer

# A Wednesday after the tests' `now`.
FIRST = date(2026, 12, 2)


def elder(comune: Comune, full_name: str = "Ida Sola", *, says_yes: bool = True, **fields: Any) -> Person:
    """Somebody of 86 who has said yes to company."""
    values = {"birth_date": date(1940, 5, 1), "phone": "0743 000111", "street": "Via dei Pini 3", **fields}
    person = factories.human(full_name, comune=comune, **values)
    if says_yes:
        yes(person)
    return person


def yes(person: Person) -> Consent:
    """That `person` agrees to company."""
    return Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.COMPANIONSHIP,
        text_version="2026-11",
        given_at=volunteering.MOMENT,
        given_through="desk",
        given_by=person,
    )


def company(**fields: Any) -> HelpKind:
    """A kind of help that keeps company."""
    return volunteering.kind(is_with_frail_people=True, **fields)


def terms(**fields: Any) -> pairing.Terms:
    """A visit on Wednesdays at four, each week."""
    values = {
        "form": "visit",
        "rhythm_days": 7,
        "weekday": 3,
        "local_start": time(16),
        "local_end": time(17),
        "alert_after_days": 21,
        **fields,
    }
    if "kind" not in values:
        values["kind"] = company(is_remote=values["form"] == "telephone")
    return pairing.Terms(**values)


def pair(person: Person, volunteer: Volunteer, *, by: User, now: datetime, **fields: Any) -> Companionship:
    """A pair as its coordinator makes it."""
    first_on = fields.pop("first_on", FIRST)
    return pairing.pair(person, volunteer, terms(**fields), first_on=first_on, by=by, now=now)


def pairs() -> Any:
    """Every pair, for tests."""
    return Companionship.objects.for_everyone(reason="una prova")


def notes() -> Any:
    """Every note, for tests."""
    return CompanionshipNote.objects.for_everyone(reason="una prova")


def meetings(made: Companionship) -> list[HelpRequest]:
    """The meetings of a pair that were not called off, the first one first."""
    return list(HelpRequest.objects.filter(companionship=made, cancelled_at=None).order_by("starts_at"))
