"""Saying yes or no to what somebody asks back: never to one's own, never to what one has written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import facts
from volunteers.models import ExpenseClaim
from volunteers.notices import expenses as notices

from .refusing import held, in_words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

DECIDED = "volunteers.expense_decided"


def approve(claim: UUID, *, by: User, now: datetime) -> ExpenseClaim:
    """Say yes: it will be paid. Raises ExpenseError."""
    return _decide(claim, ExpenseClaim.State.APPROVED, "", by, now)


def refuse(claim: UUID, *, because: str, by: User, now: datetime) -> ExpenseClaim:
    """Say no, and why: they read it. Raises ExpenseError."""
    return _decide(claim, ExpenseClaim.State.REFUSED, because, by, now)


def _decide(claim: UUID, state: str, because: str, by: User, now: datetime) -> ExpenseClaim:
    with in_words():
        row = held(claim)
        row.state, row.reason, row.decided_by, row.decided_at = state, because, by, now
        row.save()
        facts.record(DECIDED, row, now=now, state=str(state))
        notices.tell_decided(row, now=now)
    return row
