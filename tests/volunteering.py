"""Volunteers, kinds of help and turns for tests, with whatever the test does not care about filled in."""

from __future__ import annotations

import hashlib
from datetime import date, time
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import connection

from networking.models import Consent, Credential
from tests import database, factories
from volunteers.models import (
    Assignment,
    HelpKind,
    HelpRequest,
    InsuranceCover,
    InsurancePolicy,
    Register,
    RegisterEntry,
    RegisterSeal,
    RegisterSection,
    Volunteer,
)

if TYPE_CHECKING:
    from networking.models import Comune, Person, StoredFile
    from volunteers.models.assignments import AssignmentQuerySet

_numbers = count(1)
# A Wednesday after the tests' `now` (25 November 2026), and the day since which everything holds.
TURN = date(2026, 12, 2)
SINCE = date(2026, 1, 1)
UNTIL = date(2028, 1, 1)
MOMENT = factories.LONG_AGO


def kind(**fields: Any) -> HelpKind:
    """A kind of help that asks for nothing but what the law does."""
    number = next(_numbers)
    return HelpKind.objects.create(**{"slug": f"aiuto-{number}", "name": f"Aiuto {number}", **fields})


def request(comune: Comune, **fields: Any) -> HelpRequest:
    """A published turn in `comune`, on a Wednesday afternoon, for one person."""
    values = {
        "title": f"Turno {next(_numbers)}",
        "local_date": TURN,
        "local_start": time(16),
        "local_end": time(18),
        "published_at": MOMENT,
        **fields,
    }
    if "kind" not in values:
        values["kind"] = kind()
    made = HelpRequest.objects.create(comune=comune, **values)
    made.refresh_from_db()
    return made


def policy(**fields: Any) -> InsurancePolicy:
    """A policy that covers everything, for two years."""
    values = {"insurer": "Assicura", "number": f"P-{next(_numbers)}", "starts_on": SINCE, "ends_on": UNTIL}
    if "organization" not in fields:
        fields["organization"] = factories.organization()
    return InsurancePolicy.objects.create(**{**values, **fields})


def candidate(person: Person | None = None, **fields: Any) -> Volunteer:
    """Somebody who has asked to help, and nothing more."""
    person = person or factories.human(birth_date=date(1980, 3, 4))
    values = {"state": "candidate", "state_since": MOMENT, "applied_at": MOMENT, **fields}
    return Volunteer.objects.create(person=person, **values)


def able(person: Person | None = None, **fields: Any) -> Volunteer:
    """Somebody who may do a turn that asks for no credential: met, agreed, enrolled, insured."""
    values = {
        "state": "active",
        "met_on": SINCE,
        "agreed_at": MOMENT,
        "agreement_version": "2026-11",
        **fields,
    }
    made = candidate(person, **values)
    enrol(made)
    insure(made)
    return made


def insure(volunteer: Volunteer) -> InsuranceCover:
    """That `volunteer` is covered, since long ago."""
    return InsuranceCover.objects.create(person=volunteer.person, policy=policy(), starts_on=SINCE)


def credential(volunteer: Volunteer, kind: str, **fields: Any) -> Credential:
    """That `volunteer` has shown something, since long ago and for ever."""
    return Credential.objects.create(person=volunteer.person, kind=kind, **{"granted_on": SINCE, **fields})


def consent(volunteer: Volunteer) -> Consent:
    """That who answers for `volunteer`, under age, agrees."""
    return Consent.objects.create(
        person=volunteer.person,
        purpose=Consent.Purpose.VOLUNTEERING,
        text_version="2026-11",
        given_at=MOMENT,
        given_through="own",
    )


def assign(volunteer: Volunteer, request: HelpRequest, state: str = "accepted", **fields: Any) -> Assignment:
    """What somebody who writes straight into the table would write."""
    values = {"state": state, "source": "coordinator", "made_at": MOMENT, **fields}
    return Assignment.objects.create(volunteer=volunteer, request=request, **values)


def assignments() -> AssignmentQuerySet:
    """Every turn of everybody, for tests."""
    return Assignment.objects.for_everyone(reason="una prova")


def section(**fields: Any) -> RegisterSection:
    """The section of those who help regularly, of the one register of the tests."""
    organization = fields.pop("organization", None) or factories.organization()
    register = Register.objects.first() or Register.objects.create(organization=organization, opened_on=SINCE)
    found = register.sections.filter(kind="non_occasional", seat=None, **fields).first()
    return found or RegisterSection.objects.create(register=register, kind="non_occasional", **fields)


def line(person: Person, **fields: Any) -> RegisterEntry:
    """A line of the register, as somebody who writes straight into the table would write it."""
    values = {
        "event": "enrolment",
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date or date(1980, 3, 4),
        "birth_place": "Norcia",
        "residence": "Via Roma 1, Norcia",
        "effective_on": SINCE,
        "recorded_by_id": uuid4(),
        **fields,
    }
    if "section" not in values:
        values["section"] = section()
    return RegisterEntry.objects.create(person=person, **values)


def enrol(volunteer: Volunteer, **fields: Any) -> RegisterEntry:
    """That `volunteer` is in the register, since long ago."""
    return line(volunteer.person, **fields)


def seal(section: RegisterSection, file: StoredFile, content: bytes) -> RegisterSeal:
    """That all the lines of `section` were drawn in `file`, for the first time."""
    section.refresh_from_db()
    return RegisterSeal.objects.create(
        section=section,
        year=2026,
        first=1,
        last=section.last_number,
        drawn=file,
        digest=hashlib.sha256(content).digest(),
        drawn_at=MOMENT,
    )


# Behind the guards, with digests made again: as if the lines had been written then.
ELEVEN_YEARS = """
SET LOCAL session_replication_role = replica;
DO $$
DECLARE line volunteers_registerentry; before bytea; section bigint;
BEGIN
  FOR line IN SELECT * FROM volunteers_registerentry ORDER BY section_id, number LOOP
    IF section IS DISTINCT FROM line.section_id THEN before := ''; section := line.section_id; END IF;
    line.previous_hash := before;
    line.recorded_at := line.recorded_at - interval '11 years';
    line.hash := volunteers_line_hash(line);
    before := line.hash;
    UPDATE volunteers_registerentry SET previous_hash = line.previous_hash, recorded_at = line.recorded_at,
           hash = line.hash WHERE id = line.id;
    UPDATE volunteers_registersection SET last_hash = line.hash WHERE id = section;
  END LOOP;
END $$
"""


def eleven_years_pass() -> None:
    """The lines of the register become those of eleven years ago; only in tests that commit."""
    database.as_owner(ELEVEN_YEARS, None)


def broken_lines() -> list[tuple[int, int]]:
    """The first line that does not hold of each section of which one does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, volunteers_register_broken(id) FROM volunteers_registersection")
        return [(section, line) for section, line in cursor.fetchall() if line is not None]
