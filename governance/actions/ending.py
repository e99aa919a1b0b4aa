"""An action is done, or is not done any more: once, with a word on how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import ActionItem
from governance.refusing import GovernanceError, in_words

from .promises import ACTIONS

if TYPE_CHECKING:
    from datetime import datetime

ENDING = "chiudere un'azione"


def end(action: ActionItem, *, state: str, outcome: str, now: datetime) -> None:
    """Write that `action` is done, or dropped (`outcome` says why). Raises GovernanceError."""
    with in_words(ACTIONS):
        rows = ActionItem.objects.for_everyone(reason=ENDING)
        found: ActionItem = rows.select_for_update(no_key=True).get(pk=action.pk)
        if found.state != ActionItem.State.OPEN:
            raise GovernanceError(_("Nel frattempo qualcun altro l'ha già chiusa."))
        found.state, found.outcome, found.ended_at = state, outcome.strip(), now
        found.save(update_fields=["state", "outcome", "ended_at"])
