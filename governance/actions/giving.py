"""To write who does what, by when: they are told, and while it is open it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import ActionItem
from governance.notices import action_words
from governance.refusing import GovernanceError, in_words

from . import carrying
from .promises import ACTIONS

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import Meeting
    from networking.models import Person


@transaction.atomic
def give(meeting: Meeting, owner: Person, *, wanted: dict[str, Any], now: datetime) -> ActionItem:
    """What `owner` does after `meeting` (`words`, `due_on`, `item`, `decision`), told to them. Raises GovernanceError."""
    if wanted["due_on"] < timezone.localdate(now):
        raise GovernanceError(_("Quel giorno è già passato."), "due_on")
    made = note(meeting, owner, wanted=wanted, now=now)
    action_words.tell(action_words.GIVEN, made, owner, now=now)
    return made


def note(meeting: Meeting, owner: Person, *, wanted: dict[str, Any], now: datetime) -> ActionItem:
    """The same of what was agreed long ago, which they know. Raises GovernanceError."""
    with in_words(ACTIONS):
        carrying.hold(meeting.body_id)
        made: ActionItem = ActionItem.objects.create(
            meeting=meeting, owner=owner, owner_name=owner.full_name, opened_at=now, **wanted
        )
        # The next meeting may be written already.
        carrying.carry(meeting.body_id)
    return made
