"""Bodies, mandates, meetings and points of an agenda for tests, with whatever the test does not care about filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from governance import agendas
from governance.models import (
    ActionItem,
    AgendaItem,
    Body,
    BodyRule,
    Convocation,
    Decision,
    Mandate,
    MatterRule,
    Meeting,
    Member,
)
from tests import factories

if TYPE_CHECKING:
    from governance.models.meetings import AgendaItemQuerySet
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
    number = next(_numbers)
    values: dict[str, Any] = {"title": f"Seduta {number}", "first_call_at": FIRST_CALL, "state": "convened"}
    values |= {"place": "Palazzo comunale di Norcia", **fields}
    state, at = values.pop("state"), values["first_call_at"]
    # As people do: written, sent, opened, closed. The database takes no step for another.
    later = {name: values.pop(name) for name in ("call", "opened_at", "closed_at") if name in values}
    made = Meeting.objects.create(body=of, **values)
    item(made)
    if state == "called_off":
        _goes_on(made, state="called_off")
    if state in {"convened", "open", "closed"}:
        convened_at = made.convened_at or at - timedelta(days=10)
        rule = made.rule or BodyRule.objects.in_force_on(of, at.date())
        notify(made, sent_at=convened_at)
        agenda_of(made).update(notified_in=1)
        _goes_on(made, state="convened", rule=rule, convened_at=convened_at)
    if state in {"open", "closed"}:
        _goes_on(
            made, **{"state": "open", "call": 1, "opened_at": made.first_call_at, **later, "closed_at": None}
        )
    if state == "closed":
        ends = later.get("closed_at") or made.opened_at + timedelta(hours=2)
        _goes_on(made, state="closed", closed_at=ends)
    return made


def notify(of: Meeting, *, agenda: list[AgendaItem] | None = None, **fields: Any) -> Convocation:
    """A notice of the meeting as it is now, with the points of `agenda` (None: its own)."""
    said = agendas.canonical(agenda or agenda_of(of))
    revision = Convocation.objects.for_everyone(reason="prova").filter(meeting=of).count() + 1
    as_it_is = {
        name: getattr(of, name) for name in ("first_call_at", "second_call_at", "mode", "place", "link")
    }
    return Convocation.objects.create(
        **{
            "meeting": of,
            "revision": revision,
            "kind": "convened" if revision == 1 else "changed",
            "agenda": said,
            "digest": agendas.digest(said),
            "sent_at": of.convened_at,
            **as_it_is,
            **fields,
        }
    )


def agenda_of(of: Meeting) -> AgendaItemQuerySet:
    """The points of a meeting."""
    return AgendaItem.objects.for_everyone(reason="prova").filter(meeting=of)


def item(of: Meeting, **fields: Any) -> AgendaItem:
    """A point of the agenda; of what was convened, notified (`notified_in`: None, in no notice) by one more notice."""
    position = agenda_of(of).filter(parent=fields.get("parent")).count() + 1
    values = {"title": f"Punto {position}", "position": position, **fields}
    if of.state == Meeting.State.DRAFT:
        return AgendaItem.objects.create(meeting=of, **values)
    outcome = values.pop("outcome", "")
    made = AgendaItem(meeting=of, **values)
    if values.get("notified_in", 1) is not None:
        made.notified_in = notify(of, agenda=[*agenda_of(of), made]).revision
    made.save()
    if outcome:
        made.outcome = outcome
        made.save(update_fields=["outcome"])
    return made


def decision(on: AgendaItem, **fields: Any) -> Decision:
    """What was decided on a point of a meeting that is held; the number is the database's."""
    values = {
        "title": "Aprire uno sportello",
        "text": "Si apre.",
        "adopted_at": on.meeting.opened_at,
        **fields,
    }
    made = Decision.objects.create(body=on.meeting.body, item=on, **values)
    made.refresh_from_db()
    return made


def action(of: Meeting, owner: Person | None = None, **fields: Any) -> ActionItem:
    """Something that somebody does after a meeting that is held, in a month."""
    owner = owner or mandate(of.body).person
    at = fields.pop("opened_at", of.opened_at)
    values = {"words": "Scrivere ai comuni", "due_on": at.date() + timedelta(days=30), **fields}
    later = {name: values.pop(name) for name in ("state", "ended_at", "outcome") if name in values}
    made = ActionItem.objects.create(
        meeting=of, owner=owner, owner_name=owner.full_name, opened_at=at, **values
    )
    if later:
        later.setdefault("ended_at", at + timedelta(days=1))
        _goes_on(made, **later)
    return made


def _goes_on(made: Meeting | ActionItem, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(made, name, value)
    made.save(update_fields=list(fields))
