"""Changing what a turn is and how many people it wants; when and where it is, `moving` changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from networking import facts
from volunteers.notices import moves

from .following import following
from .refusing import held, in_words, refuse_fewer, refuse_unless_ahead
from .requiring import Requirements, require

if TYPE_CHECKING:
    from datetime import datetime

    from volunteers.models import HelpRequest

CHANGED = "volunteers.request_changed"
# What may change without anybody having to come elsewhere or at another hour.
COLUMNS = (
    "kind",
    "title",
    "story",
    "places",
    "minimum_team",
    "priority",
    "by_proposal_only",
)


def change(
    request: HelpRequest,
    *,
    wanted: dict[str, Any],
    requirements: Requirements,
    now: datetime,
    and_following: bool = False,
) -> int:
    """Write `wanted` (some of `COLUMNS`) and what is asked; of the ones that follow in its series too. How many.

    Who may no longer is suspended in the same transaction, and told. Raises AskError, and then nothing is changed.
    """
    turns = following(request, now=now) if and_following else [request.pk]
    with in_words():
        found = held(turns)
        for turn in found:
            _change(turn, wanted, requirements, now)
        moves.tell_suspended(found, now=now)
    return len(found)


def _change(turn: HelpRequest, wanted: dict[str, Any], requirements: Requirements, now: datetime) -> None:
    refuse_unless_ahead(turn, now)
    refuse_fewer(turn, wanted.get("places", turn.places))
    columns = [name for name in COLUMNS if name in wanted]
    for name in columns:
        setattr(turn, name, wanted[name])
    turn.save(update_fields=columns)
    require(turn, requirements)
    facts.record(CHANGED, turn, now=now)
