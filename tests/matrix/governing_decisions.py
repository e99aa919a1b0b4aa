"""A public decision of the body of the matrix: read by anybody, carried on by who keeps the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import governing
from tests.matrix.arguments import named
from tests.matrix.governing_meetings import secretary

if TYPE_CHECKING:
    from governance.models import Body

KEPT = ("decision_end", "decision_done")
OF_ITEMS = ("decision_new", "item_settle")

ARGUMENTS = {
    "governance:decision": named(pk="decision.pk"),
    **{f"governance:{each}": named(pk="decision.pk") for each in KEPT},
    **{f"governance:{each}": named(pk="decided_item.pk") for each in OF_ITEMS},
}
KNOWS = {f"governance:{each}": secretary for each in (*KEPT, *OF_ITEMS)}


def rows(body: Body) -> dict[str, Any]:
    """Rows by name."""
    meeting = governing.meeting(
        body, state="open", first_call_at=governing.FIRST_CALL.replace(month=11, day=11)
    )
    item = governing.agenda_of(meeting).get()
    return {"decision": governing.decision(item, is_public=True), "decided_item": item}
