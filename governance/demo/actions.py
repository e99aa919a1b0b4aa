"""What was left to do after the meetings behind: some done, some late, some still to do, and so brought back."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laboratories.demo.drawing import Draw, at
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import Person

from ..actions import ending, giving
from ..models import ActionItem, Summons

if TYPE_CHECKING:
    from ..models import Meeting

FILE = Path(__file__).parent / "actions.toml"
HOUR = 11


def give(draw: Draw, meeting: Meeting) -> None:
    """Write the actions of a meeting that has ended, and how they went."""
    # Drawn apart: what is added here changes nothing elsewhere.
    apart = Draw(draw.day, f"azioni {meeting.title}")
    meeting.refresh_from_db()
    for fact in tomllib.loads(FILE.read_text(encoding="utf-8"))["action"]:
        if fact["meeting"] == meeting.title:
            _give(apart, meeting, fact)


def _give(draw: Draw, meeting: Meeting, fact: dict[str, Any]) -> None:
    made = giving.note(
        meeting,
        _owner(draw, meeting, fact.get("owner", "")),
        wanted={"words": fact["words"], "due_on": draw.day + timedelta(days=fact["due_in_days"])},
        now=meeting.closed_at or meeting.first_call_at,
    )
    if "ended_in_days" in fact:
        state = ActionItem.State.DROPPED if fact.get("is_dropped") else ActionItem.State.DONE
        day = draw.day + timedelta(days=fact["ended_in_days"])
        ending.end(made, state=state, outcome=fact["outcome"], now=at(day, HOUR))


def _owner(draw: Draw, meeting: Meeting, known: str) -> Person:
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    if known:
        found: Person = everyone.get(account__email=f"{known}@{DOMAIN}")
        return found
    called = (
        Summons.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting).order_by("name", "person")
    )
    chosen: Person = everyone.get(pk=draw.choice(list(called.values_list("person", flat=True))))
    return chosen
