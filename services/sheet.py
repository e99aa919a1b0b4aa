"""The sheet of a service as the public page tells it: only what may be shown, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from services import rules, timetable

from .models import Service, ServiceTarget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from networking.models import Goal

    from .models import Contact, Organization, Topic, Verification
    from .timetable import Timetable


@dataclass(frozen=True)
class Provenance:
    """Where what the sheet says comes from, and whether somebody has checked it."""

    verification: Verification | None
    source_name: str
    source_url: str
    source_day: str


@dataclass(frozen=True)
class Section:
    """An entry of the page index."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Sheet:
    """All that the page of one service shows."""

    service: Service
    organization: Organization
    timetable: Timetable
    provenance: Provenance
    contacts: list[Contact]
    phone: str
    phone_owner: str
    is_suspended: bool
    suspension: str
    ages: str
    groups: list[str]
    access: list[str]
    address: str
    area: str
    languages: list[str]
    accessibility: list[tuple[str, str]]
    code_words: str
    topics: list[Topic] = field(default_factory=list)
    goals: list[tuple[Goal, list[str]]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def sheet_of(service: Service, *, now: datetime) -> Sheet:
    """The sheet of `service`, fetched with `for_sheet()`, at `now` (Italian clock).

    Hidden contacts and the address of a protected place are left out here, so that no template,
    no JSON-LD and no print can show them.
    """
    contacts = [each for each in service.contacts.all() if each.is_public]
    phone, phone_owner = _phone(service, contacts)
    sheet = Sheet(
        service=service,
        organization=service.organization,
        timetable=timetable.timetable_of(service, now=now, holidays=timetable.holidays_ahead(now.date())),
        provenance=_provenance(service),
        contacts=contacts,
        phone=phone,
        phone_owner=phone_owner,
        is_suspended=service.is_closed_on(now.date()),
        suspension=suspension_in_words(service, now.date()),
        ages=rules.ages_in_words(service.min_age, service.max_age),
        groups=_groups(service),
        access=[str(Service.AccessMode(mode).label) for mode in service.access_modes],
        address=service.place.public_address if service.place else "",
        area=area_in_words(service),
        languages=[each.name for each in service.languages.all()],
        accessibility=_accessibility(service),
        code_words=rules.code_in_words(service.short_code),
        topics=list(service.category.topics.all()),
        goals=_goals(service),
    )
    sheet.sections.extend(_sections(sheet))
    return sheet


def area_in_words(service: Service) -> str:
    """Who may use the service by where they live; empty when nobody has told."""
    if service.serves_everywhere:
        return _("Chi abita in uno qualsiasi dei comuni delle Zone sociali 6, 8 e 9")
    names = [each.name for each in service.area_zones.all()] + [
        each.name for each in service.area_comuni.all()
    ]
    return ", ".join(names)


def _phone(service: Service, contacts: Sequence[Contact]) -> tuple[str, str]:
    """The number to call first and who answers: the service's own, else its organisation's."""
    for contact in contacts:
        if contact.phone:
            return contact.phone, contact.label
    if service.organization.phones:
        return service.organization.phones[0], service.organization.name
    return "", ""


def _provenance(service: Service) -> Provenance:
    is_address = service.source.startswith(("http://", "https://"))
    host = service.source.split("/")[2].removeprefix("www.") if is_address else ""
    day = day_of_source(service.source_date) or _("senza data")
    return Provenance(
        verification=service.last_verification,
        source_name=host or service.source,
        source_url=service.source if is_address else "",
        source_day="" if day in service.source else day,
    )


def day_of_source(written: str) -> str:
    """«2022-06» as «giugno 2022», «2026-02-11» as «11 febbraio 2026»; anything else as it is."""
    try:
        year, month, *day = (int(part) for part in written.split("-"))
        name = MONTHS[month].lower()
    except (ValueError, KeyError):
        return written
    return f"{day[0]} {name} {year}" if day else f"{name} {year}"


def _groups(service: Service) -> list[str]:
    """Whom the service is for, the strict groups said as such."""
    words = {
        ServiceTarget.Strength.UNCONDITIONAL: "{group}",
        ServiceTarget.Strength.PREFERENTIAL: _("{group}: prima di tutto per loro"),
        ServiceTarget.Strength.EXCLUSIVE: _("{group}: solo per loro"),
    }
    return [words[target.strength].format(group=target.group.name) for target in service.targets.all()]


def _accessibility(service: Service) -> list[tuple[str, str]]:
    """What is known of how one enters the place, question and answer; nothing for a protected one."""
    place = service.place
    if place is None or place.is_protected:
        return []
    return [
        (_("Si entra senza gradini"), place.get_step_free_display()),
        (_("Bagno accessibile"), place.get_accessible_toilet_display()),
        (_("Parcheggio riservato"), place.get_reserved_parking_display()),
    ]


def _goals(service: Service) -> list[tuple[Goal, list[str]]]:
    """The project's goals that the service serves, each with its actions."""
    goals: dict[Goal, list[str]] = {}
    for action in service.actions.all():
        goals.setdefault(action.goal, []).append(action.text)
    return list(goals.items())


def _sections(sheet: Sheet) -> list[Section]:
    """The index, in the order of the Modello Comuni; mandatory voices are always there."""
    service = sheet.service
    absent = {
        anchor
        for anchor, has_content in (
            ("description", bool(service.description)),
            ("more-info", bool(service.more_info or sheet.goals)),
            ("topics", bool(sheet.topics)),
        )
        if not has_content
    }
    titles = {
        "who-needs": _("A chi è rivolto"),
        "description": _("Descrizione"),
        "how-to": _("Come fare"),
        "needed": _("Cosa serve"),
        "obtain": _("Cosa si ottiene"),
        "deadlines": _("Tempi e scadenze"),
        "costs": _("Quanto costa"),
        "submit-request": _("Accedi al servizio"),
        "more-info": _("Ulteriori informazioni"),
        "conditions": _("Condizioni di servizio"),
        "contacts": _("Contatti"),
        "topics": _("Argomenti"),
    }
    return [Section(anchor, title) for anchor, title in titles.items() if anchor not in absent]


def suspension_in_words(service: Service, today: date) -> str:
    """«dal 3 agosto 2026 al 31 agosto 2026 compreso», or without an end; empty when it is over."""
    if service.closed_from is None or (service.closed_until and service.closed_until < today):
        return ""
    first = date_format(service.closed_from).lower()
    if service.closed_until is None:
        return _("dal {first}, non si sa ancora fino a quando").format(first=first)
    last = date_format(service.closed_until).lower()
    return _("dal {first} al {last} compreso").format(first=first, last=last)
