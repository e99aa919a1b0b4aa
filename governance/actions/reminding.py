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
    steps = [(each, step_on(each.due_on, today)) for each in open_ones.filter(due_on__lte=today + BEFORE)]
    people = Person.objects.for_everyone(reason=REMINDING).select_related("account", "comune")
    owners = people.in_bulk({each.owner_id for each, _step in steps})
    told = 0
    for action, step in steps:
        owner = owners.get(action.owner_id)
        if owner is not None and step is not None:
            told += action_words.tell(step[0], action, owner, step=step[1], now=now)
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
