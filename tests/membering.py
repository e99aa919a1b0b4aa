"""An association that keeps its book of members here: decisions, members, fees and payments for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from governance.models import (
    Body,
    Decision,
    Exclusion,
    FeePayment,
    MemberBook,
    MemberEntry,
    MembershipApplication,
    YearlyFee,
)
from tests import database, factories, governing

if TYPE_CHECKING:
    from governance.models import Member
    from networking.models import Person, User

_numbers = count(1)


def book(**fields: Any) -> MemberBook:
    """The book of a new association."""
    return MemberBook.objects.create(
        organization=governing.association(), opened_on=date(2026, 1, 1), **fields
    )


def organ(of: MemberBook, kind: str = "board") -> Body:
    """The organ of that kind of the association, made once."""
    found = Body.objects.filter(kind=kind, organization=of.organization_id).first()
    return found or governing.body(kind=kind, name=f"{kind} {next(_numbers)}", organization=of.organization)


def decision(of: MemberBook, kind: str = "board", *, at: datetime | None = None, **fields: Any) -> Decision:
    """Something that an organ of the association has decided."""
    body = organ(of, kind)
    at = at or timezone.now()
    meeting = governing.meeting(body, state="open", first_call_at=at - timedelta(hours=1))
    words = {"title": f"Decisione {next(_numbers)}", "text": "Si delibera.", **fields}
    return governing.decision(governing.agenda_of(meeting).get(), adopted_at=at, **words)


def keeper() -> User:
    """Who keeps the book."""
    return factories.person(f"tiene-il-libro-{next(_numbers)}@example.org", "secretary", everywhere=True)


def citizen(email: str, full_name: str) -> User:
    """An adult with an access."""
    user = factories.person(email, "citizen", full_name=full_name)
    user.person.birth_date = date(1970, 1, 1)
    user.person.save()
    return user


def line(of: MemberBook, person: Person | None = None, **fields: Any) -> MemberEntry:
    """An admission written in the book, unless said otherwise."""
    person = person or factories.human(birth_date=date(1970, 3, 4))
    values = {"event": "admission", "effective_on": date(2026, 2, 1), "words": "Atto costitutivo", **fields}
    if "recorded_by" not in values:
        values["recorded_by"] = keeper()
    return MemberEntry.objects.create(book=of, person=person, name=person.full_name, **values)


def member(of: MemberBook, person: Person | None = None, **fields: Any) -> Member:
    """A member, as the book has them."""
    entry = line(of, person, **fields)
    return of.organization.members.for_everyone(reason="prova").get(person=entry.person_id, left_on=None)


def application(of: MemberBook, person: Person | None = None, **fields: Any) -> MembershipApplication:
    """Somebody who asks to join."""
    person = person or factories.human(birth_date=date(1970, 3, 4))
    return MembershipApplication.objects.create(
        organization=of.organization,
        person=person,
        name=person.full_name,
        **{
            "applicant": person,
            "applicant_name": person.full_name,
            "applied_on": timezone.localdate(),
            **fields,
        },
    )


def fee(of: MemberBook, year: int = 2026, **fields: Any) -> YearlyFee:
    """The fee of a year."""
    values = {"amount": Decimal("20.00"), "due_on": date(year, 3, 31), **fields}
    if "decision" not in values:
        values["decision"] = decision(of, "assembly")
    return YearlyFee.objects.create(organization=of.organization, year=year, **values)


def payment(of: Member, for_fee: YearlyFee, **fields: Any) -> FeePayment:
    """That the member has paid it."""
    now = timezone.now()
    values = {"method": "cash", "paid_on": timezone.localdate(now), "recorded_at": now, **fields}
    if "recorded_by" not in values:
        values["recorded_by"] = keeper()
    return FeePayment.objects.create(member=of, fee=for_fee, person_id=of.person_id, name=of.name, **values)


def charge(of: Member, **fields: Any) -> Exclusion:
    """That something is held against a member."""
    today = timezone.localdate()
    values = {"opened_on": today, "hearing_on": today + timedelta(days=15), "reasons": "Ha rotto il patto."}
    return Exclusion.objects.create(member=of, person_id=of.person_id, name=of.name, **{**values, **fields})


# Behind the guards, with digests made again: as if the lines had been written then.
ELEVEN_YEARS = """
SET LOCAL session_replication_role = replica;
DO $$
DECLARE line governance_memberentry; before bytea;
BEGIN
  FOR line IN SELECT * FROM governance_memberentry ORDER BY book_id, number LOOP
    before := CASE WHEN line.number = 1 THEN ''::bytea ELSE before END;
    line.previous_hash := before;
    line.recorded_at := line.recorded_at - interval '11 years';
    line.effective_on := line.effective_on - interval '11 years';
    before := governance_member_hash(line);
    UPDATE governance_memberentry SET previous_hash = line.previous_hash, recorded_at = line.recorded_at,
           effective_on = line.effective_on, hash = before WHERE id = line.id;
    UPDATE governance_memberbook SET last_hash = before WHERE id = line.book_id;
  END LOOP;
END $$
"""


def eleven_years_pass() -> None:
    """The lines of every book become those of eleven years ago; only in tests that commit."""
    database.as_owner(ELEVEN_YEARS, None)
