"""What is told of expenses: what was decided, and that they were paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import outbox
from networking.models import Person
from networking.outbox import Telling

from .expense_words import DECIDED, PAID

if TYPE_CHECKING:
    from datetime import datetime

    from volunteers.models import ExpenseClaim

TELLING = "dire com'è finita una richiesta di rimborso"


def tell_decided(row: ExpenseClaim, *, now: datetime) -> None:
    """Say, in the caller's transaction, what was decided."""
    _tell(DECIDED, row, now)


def tell_paid(row: ExpenseClaim, *, now: datetime) -> None:
    """Say, in the caller's transaction, that it was paid: where «approved» has not left yet, it is not said."""
    _tell(PAID, row, now)


def _tell(kind: str, row: ExpenseClaim, now: datetime) -> None:
    # The accounts outlive the person.
    person = Person.objects.for_everyone(reason=TELLING).filter(pk=row.person_id).first()
    if person is not None:
        outbox.tell_all(kind, [Telling(person, key=f"{kind}:{row.pk}", about=row)], now=now)
