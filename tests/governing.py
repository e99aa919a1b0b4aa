"""Bodies, mandates, meetings and points of an agenda for tests, with whatever the test does not care about filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from governance.models import AgendaItem, Body, BodyRule, Mandate, MatterRule, Meeting, Member
from tests import factories

if TYPE_CHECKING:
    from networking.models import Person
    from services.models import Organization

_numbers = count(1)
ROME = ZoneInfo("Europe/Rome")
SINCE = date(2026, 1, 1)
# A Wednesday after the tests' `now` (25 November 2026).
FIRST_CALL = datetime(2026, 12, 9, 17, tzinfo=ROME)


def body(**fields: Any) -> Body:
    """A Cabina di Regia with rules in force: five days of notice, half of them there, the majority of those there."""
    number = next(_numbers)
    name = fields.pop("name", f"Cabina di Regia {number}")
    made = Body.objects.create(**{"kind": "cabina", "name": name, "slug": slugify(name)[:80], **fields})
    rule(made)
    return made


def association(**fields: Any) -> Organization:
    """An association that has organs and members."""
    return factories.organization(f"APS di prova {next(_numbers)}", **fields)


def rule(of: Body, *, matters: dict[str, dict[str, Any]] | None = None, **fields: Any) -> BodyRule:
    """Adopted rules of a body; `matters` changes some of a matter's shares («ordinary»: …), in both calls."""
    version = of.rules.count() + 1
    values = {"valid_from": SINCE, "source": "Accordo tra i comuni, articolo 5", **fields}
    made = BodyRule.objects.create(body=of, version=version, **values)
    for matter in MatterRule.Matter.values:
        for call in (1, 2):
            asked = {
                "is_secret": matter == "people",
                "excludes_directors": matter in {"accounts", "liability"},
            }
            asked |= {"quorum_numerator": 0, "quorum_denominator": 1} if call == 2 else {}
            asked |= (matters or {}).get(matter, {})
            MatterRule.objects.create(rule=made, matter=matter, call=call, **asked)
    made.is_adopted = True
    made.save(update_fields=["is_adopted"])
    return made


def mandate(of: Body, person: Person | None = None, **fields: Any) -> Mandate:
    """Somebody who sits in a body since the beginning of the year."""
    person = person or factories.human(birth_date=date(1970, 3, 4))
    values = {"starts_on": SINCE, "given_by": "Delibera di Giunta n. 1/2026", **fields}
    return Mandate.objects.create(body=of, person=person, name=person.full_name, **values)


def member(of: Organization, person: Person | None = None, **fields: Any) -> Member:
    """Somebody who has been a member since the beginning of the year."""
    person = person or factories.human(birth_date=date(1970, 3, 4))
    return Member.objects.create(
        organization=of, person=person, name=person.full_name, **{"admitted_on": SINCE, **fields}
    )


def meeting(of: Body, **fields: Any) -> Meeting:
    """A convened meeting with one point, unless said otherwise (`state`)."""
    values: dict[str, Any] = {
        "title": f"Seduta {next(_numbers)}",
        "first_call_at": FIRST_CALL,
        "state": "convened",
    }
    values |= {"place": "Palazzo comunale di Norcia", **fields}
    if values["state"] not in {"draft", "called_off"}:
        at = values["first_call_at"]
        values.setdefault("rule", BodyRule.objects.in_force_on(of, at.date()))
        values.setdefault("convened_at", at - timedelta(days=10))
    if values["state"] in {"open", "closed"}:
        values.setdefault("call", 1)
        values.setdefault("opened_at", values["first_call_at"])
    if values["state"] == "closed":
        values.setdefault("closed_at", values["opened_at"] + timedelta(hours=2))
    made = Meeting.objects.create(body=of, **values)
    item(made)
    return made


def item(of: Meeting, **fields: Any) -> AgendaItem:
    """A point of the agenda, notified with the first notice."""
    items = AgendaItem.objects.for_everyone(reason="il prossimo posto")
    position = items.filter(meeting=of, parent=fields.get("parent")).count() + 1
    values = {"title": f"Punto {position}", "position": position, "notified_in": 1, **fields}
    return AgendaItem.objects.create(meeting=of, **values)
