"""Decisions, and what volunteers ask back, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from networking.models import StoredFile
from tests import volunteering
from volunteers.models import ExpenseClaim, ExpenseDecision, ExpenseItem, HelpKind

if TYPE_CHECKING:
    from networking.models import User
    from volunteers.models import Volunteer
    from volunteers.models.expense_claims import ExpenseClaimQuerySet

_numbers = count(1)
# The tests' `now`, and the day before.
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)


def decision(*, activities: list[HelpKind] | None = None, **fields: Any) -> ExpenseDecision:
    """A decision of the ente that keeps the register, in force since long ago, without items."""
    values = {
        "number": f"{next(_numbers)}/2026",
        "adopted_on": volunteering.SINCE,
        "valid_from": volunteering.SINCE,
        **fields,
    }
    if "organization" not in values:
        values["organization"] = volunteering.section().register.organization
    made = ExpenseDecision.objects.create(**values)
    made.activities.set(activities or [volunteering.kind()])
    return made


def item(**fields: Any) -> ExpenseItem:
    """The car, given back on one's word, and with a receipt up to 40 euros a day."""
    values = {"what": "car", "may_be_self_declared": True, "most_documented": Decimal("40.00"), **fields}
    if "decision" not in values:
        values["decision"] = decision()
    return ExpenseItem.objects.create(**values)


def receipt(by: User | None = None) -> StoredFile:
    """A receipt, kept."""
    kept = StoredFile(name="scontrino.pdf", uploaded_by=by)
    kept.file.save("scontrino.pdf", ContentFile(b"%PDF-1.7 scontrino"), save=False)
    kept.save()
    return kept


def claim(volunteer: Volunteer, what: ExpenseItem, **fields: Any) -> ExpenseClaim:
    """What somebody who writes straight into the table would write: five euros on their word."""
    values = {
        "kind": "self_declared",
        "day": DAY,
        "amount": Decimal("5.00"),
        "what_for": "spesa a Cascia",
        "handed_in_at": NOW,
        "handed_in_by_id": uuid4(),
        "activity": what.decision.activities.first(),
        **fields,
    }
    made = ExpenseClaim.objects.create(person=volunteer.person, item=what, **values)
    made.refresh_from_db()
    return made


def claims() -> ExpenseClaimQuerySet:
    """Every expense of everybody, for tests."""
    return ExpenseClaim.objects.for_everyone(reason="una prova")


def asked(volunteer: Volunteer, what: ExpenseItem, **fields: Any) -> ExpenseClaim:
    """One of today, as the clock says: for pages."""
    now = timezone.now()
    return claim(volunteer, what, day=timezone.localdate(now), handed_in_at=now, **fields)


def typed(what: ExpenseItem, **fields: Any) -> dict[str, Any]:
    """What somebody types to ask seven euros back on their word."""
    return {
        "day": timezone.localdate().isoformat(),
        "activity": what.decision.activities.get().pk,
        "what": what.what,
        "what_for": "autobus Norcia-Cascia",
        "amount": "7,00",
        "kind": "self_declared",
        **fields,
    }


def texts(response: Any) -> str:
    """A page as one line."""
    return " ".join(response.content.decode().split())
