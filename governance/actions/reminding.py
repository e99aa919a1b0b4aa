"""Who has something to do is reminded: a week before, on the day, then every week while it is late. Each once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from governance.models import ActionItem
from governance.notices import action_words
from networking.models import Person

if TYPE_CHECKING:
    from datetime import date, datetime

REMINDING = "ricordare a chi deve fare qualcosa che il giorno si avvicina"
BEFORE = timedelta(days=7)
WEEK = 7


def remind(*, now: datetime) -> int:
    """Tell who has something to do, at its steps; how many reminders were new."""
    today = timezone.localdate(now)
    open_ones = ActionItem.objects.for_everyone(reason=REMINDING).open()
    steps = {}
    for action in open_ones.filter(due_on__lte=today + BEFORE):
        step = step_on(action.due_on, today)
        if step is not None:
            steps[action] = step
    people = Person.objects.for_everyone(reason=REMINDING).select_related("account", "comune")
    owners = people.in_bulk({each.owner_id for each in steps})
    told = 0
    for action, (kind, step) in steps.items():
        if (owner := owners.get(action.owner_id)) is not None:
            told += action_words.tell(kind, action, owner, step=step, now=now)
    return told


def step_on(due: date, today: date) -> tuple[str, str] | None:
    """Which reminder an action due on `due` asks for on `today`, and which of its kind it is; None: none yet.

    A clock that was late tells the last step alone.
    """
    late = (today - due).days
    if late < -BEFORE.days:
        return None
    if late < 0:
        return action_words.SOON, ""
    weeks = late // WEEK
    return (action_words.LATE, str(weeks)) if weeks else (action_words.DUE, "")
