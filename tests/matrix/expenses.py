"""An expense of the volunteer of Norcia, under a decision with its text: what the matrix asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import expenses
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here, volunteer_here

if TYPE_CHECKING:
    from tests.matrix.actors import Actor
    from volunteers.models import Volunteer


def theirs_or_decided_here(actor: Actor) -> bool:
    """Whether they spent it, or decide it."""
    return volunteer_here(actor) or coordinator_here(actor)


ARGUMENTS = {
    **dict.fromkeys(
        ("volunteers:expense_withdraw", "volunteers:expense_receipt", "volunteers:expense_claim"),
        named(pk="expense.pk"),
    ),
    "volunteers:expense_for": named(pk="volunteer.pk"),
    **dict.fromkeys(
        ("volunteers:expense_decision_end", "volunteers:expense_decision_text"),
        named(pk="expense_decision.pk"),
    ),
}
KNOWS = {
    "volunteers:expense_withdraw": volunteer_here,
    "volunteers:expense_receipt": theirs_or_decided_here,
    **dict.fromkeys(("volunteers:expense_claim", "volunteers:expense_for"), coordinator_here),
}


def rows(volunteer: Volunteer) -> dict[str, Any]:
    """Rows by name; the volunteer is in the register already."""
    decision = expenses.decision(document=expenses.receipt())
    item = expenses.item(decision=decision)
    expense = expenses.asked(volunteer, item, kind="documented", receipt=expenses.receipt())
    return {"expense": expense, "expense_decision": decision}
