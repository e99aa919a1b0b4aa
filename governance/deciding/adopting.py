"""To write what was decided on a point: the database gives it the next number of the body and the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance.models import AgendaItem, Decision
from governance.refusing import in_words
from governance.sitting import turns

from .promises import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from networking.models import Comune, Goal


def adopt(
    item: AgendaItem,
    *,
    wanted: dict[str, Any],
    comuni: Collection[Comune] = (),
    goals: Collection[Goal] = (),
    now: datetime,
) -> Decision:
    """The decision on `item`, in force since the meeting (or now, while it goes on); `wanted` by column.

    Raises GovernanceError: no meeting of the body is held, or the proposal was voted and not adopted.
    """
    with in_words(DECISIONS):
        meeting = turns.take(item.meeting)
        made: Decision = Decision.objects.create(
            body=meeting.body, item=item, adopted_at=meeting.closed_at or now, **wanted
        )
        made.refresh_from_db()
        made.comuni.set(comuni)
        made.goals.set(goals)
        if item.outcome != AgendaItem.Outcome.DISCUSSED:
            item.outcome = AgendaItem.Outcome.DISCUSSED
            item.save(update_fields=["outcome"])
    return made
