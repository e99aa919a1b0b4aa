"""Something that a guardian of the zone has to do after a meeting of the body of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import governing
from tests.matrix.arguments import named
from tests.matrix.governing_meetings import secretary, sits_here

if TYPE_CHECKING:
    from governance.models import AgendaItem
    from networking.models import Person

ARGUMENTS = {
    "governance:action": named(pk="action.pk"),
    "governance:action_end": named(pk="action.pk"),
    "governance:action_new": named(pk="decided_item.meeting_id"),
}
KNOWS = {
    "governance:action": sits_here,
    "governance:action_end": sits_here,
    "governance:action_new": secretary,
}


def rows(decided: AgendaItem, guardian: Person) -> dict[str, Any]:
    """Rows by name; `guardian` has it to do."""
    return {"action": governing.action(decided.meeting, guardian)}
