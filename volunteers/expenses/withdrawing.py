"""Taking back what was asked, as long as nobody has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import facts
from volunteers.models import ExpenseClaim

from .refusing import held, in_words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

WITHDRAWN = "volunteers.expense_withdrawn"


def withdraw(claim: UUID, *, now: datetime) -> ExpenseClaim:
    """Take it back: its room is free again. Twice is once. Raises ExpenseError where somebody has decided."""
    with in_words():
        row = held(claim)
        if row.state != ExpenseClaim.State.WITHDRAWN:
            row.state = ExpenseClaim.State.WITHDRAWN
            row.decided_at = row.decided_by = None
            row.save()
            facts.record(WITHDRAWN, row, now=now)
    return row
