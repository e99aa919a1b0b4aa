"""What volunteers ask back, at every step: handed in, approved, paid, refused; under one decision of the board."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from laboratories.demo.drawing import Draw, at
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import User
from services.models import Organization

from ..expenses import claiming, deciding, decisions, paying
from ..models import Assignment, ExpenseClaim, ExpenseItem, HelpKind

if TYPE_CHECKING:
    from datetime import datetime

What = ExpenseItem.What
HOW_MANY = 24
LATELY = timedelta(days=90)
AMOUNTS = (Decimal("3.50"), Decimal("5.00"), Decimal("6.40"), Decimal("8.00"), Decimal("10.00"))
# What becomes of one in so many, in turn.
FATES = ("paid", "paid", "approved", "waits", "paid", "refused")


def make(draw: Draw, *, by: User, now: datetime) -> None:
    """One decision, and what those who went about in their own car ask back."""
    decisions.write(
        decisions.Text(
            organization=Organization.objects.get(key="demo-aps"),
            number=f"4/{draw.long_ago.year}",
            adopted_on=draw.long_ago.date(),
            valid_from=draw.long_ago.date(),
        ),
        activities=list(HelpKind.objects.all()),
        items=[
            decisions.Item(What.CAR, True, Decimal("40.00")),
            decisions.Item(What.TRANSPORT, True, Decimal("40.00")),
            decisions.Item(What.MATERIALS, False, Decimal("50.00")),
        ],
        by=by,
        now=draw.long_ago,
    )
    # Who writes for somebody who telephones does not decide on it.
    anna = User.objects.get(email=f"amministrazione@{DOMAIN}")
    for row, fate in zip(_rows(draw, now), FATES * HOW_MANY, strict=False):
        _befall(_claim(draw, row, anna), fate, by=by, now=now)


def _rows(draw: Draw, now: datetime) -> list[Assignment]:
    """Turns of the last months, one for each volunteer: nobody asks more than a month allows."""
    done = Assignment.objects.for_everyone(reason=DEMONSTRATION).filter(
        state=Assignment.State.DONE, request__local_date__gt=draw.day - LATELY, request__ends_at__lt=now
    )
    rows = done.select_related("request__kind", "request__comune", "volunteer__person")
    by_volunteer = {row.volunteer_id: row for row in rows.order_by("request__starts_at", "pk")}
    return draw.sample(sorted(by_volunteer.values(), key=lambda row: row.pk), HOW_MANY)


def _claim(draw: Draw, row: Assignment, at_desk: User) -> ExpenseClaim:
    """What they declare of that day, the evening after."""
    turn, person = row.request, row.volunteer.person
    asked = claiming.Asked(
        what=draw.choice((What.CAR, What.CAR, What.TRANSPORT)),
        activity=turn.kind,
        kind=ExpenseClaim.Kind.SELF_DECLARED,
        day=turn.local_date,
        amount=draw.choice(AMOUNTS),
        what_for=f"andata e ritorno a {turn.comune}",
        assignment=row,
    )
    evening = at(turn.local_date, 21)
    return claiming.hand_in(person, asked, receipt=None, by=person.account or at_desk, now=evening)


def _befall(claim: ExpenseClaim, fate: str, *, by: User, now: datetime) -> None:
    """What the board says of it, and when it is paid."""
    decided = min(claim.handed_in_at + timedelta(days=3), now)
    if fate == "refused":
        deciding.refuse(claim.pk, because="Quel giorno il viaggio era già pagato.", by=by, now=decided)
    elif fate != "waits":
        deciding.approve(claim.pk, by=by, now=decided)
    if fate == "paid":
        paying.pay([claim.pk], on=decided.date(), by=by, now=decided)
