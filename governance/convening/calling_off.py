"""To call a meeting off: with a notice to whoever was called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.actions import carrying
from governance.models import Convocation, Meeting
from governance.refusing import GovernanceError, in_words

from .changing import locked_convened
from .drafting import items_of
from .promises import PROMISES
from .sending import freeze, summon

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def call_off(meeting: Meeting, *, because: str, by: User, now: datetime) -> Convocation:
    """Call off a convened meeting, and tell whoever was called. Raises GovernanceError."""
    if not because.strip():
        raise GovernanceError(_("Scrivi perché: lo leggerà chi è stato convocato."), "because")
    with in_words(PROMISES):
        carrying.hold(meeting.body_id)
        held = locked_convened(meeting)
        convocation = freeze(
            held, items_of(held), by=by, now=now, kind=Convocation.Kind.CALLED_OFF, changes=because
        )
        held.state, held.called_off_because = Meeting.State.CALLED_OFF, because
        held.save(update_fields=["state", "called_off_because"])
        summon(convocation, [], now=now)
        carrying.carry(meeting.body_id)
    return convocation
