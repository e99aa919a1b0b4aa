"""Writing that approved expenses were paid: many at once, as a bank transfer to many is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from volunteers.models import ExpenseClaim
from volunteers.notices import expenses as notices

from .refusing import ExpenseError, held, in_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User

PAID = "volunteers.expense_paid"
State = ExpenseClaim.State


def pay(claims: Collection[UUID], *, on: date, by: User, now: datetime) -> int:
    """Write that `claims` were paid `on` a day: all or none. How many are new: twice is once. Raises ExpenseError."""
    if on > timezone.localdate(now):
        raise ExpenseError(_("Quel giorno deve ancora venire."), "on")
    with in_words():
        rows = [row for row in map(held, sorted(claims)) if (row.state, row.paid_on) != (State.PAID, on)]
        for row in rows:
            if row.day > on:
                raise ExpenseError(_("Una delle spese è di un giorno dopo."), "on")
            row.state, row.paid_on, row.paid_by = State.PAID, on, by
            row.save()
            facts.record(PAID, row, now=now)
            notices.tell_paid(row, now=now)
    return len(rows)
