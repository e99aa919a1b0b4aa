"""To open a sitting in a call, with who presides and who writes; and to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.actions import carrying
from governance.models import Meeting, Presence
from governance.refusing import GovernanceError, in_words

from . import points, turns
from .promises import SITTING

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person

HOLDING = "aprire e chiudere una riunione"
SECOND = 2


def begin(
    meeting: Meeting,
    *,
    call: int,
    chair: Person | None = None,
    secretary: Person | None = None,
    now: datetime,
) -> None:
    """Open it in that call. Raises GovernanceError where it is not convened or has no such call."""
    with in_words(SITTING):
        found = turns.take(meeting)
        if found.state != Meeting.State.CONVENED:
            raise GovernanceError(_("La riunione non è convocata, o è già cominciata."))
        if call == SECOND and found.second_call_at is None:
            raise GovernanceError(_("Questa riunione non ha la seconda convocazione."), "call")
        due = found.second_call_at if call == SECOND else found.first_call_at
        if due is None or now < due:
            raise GovernanceError(_("È presto: a quell'ora non si può ancora cominciare."), "call")
        found.state, found.call, found.opened_at = Meeting.State.OPEN, call, now
        found.chair, found.chair_name = chair, chair.full_name if chair else ""
        found.secretary, found.secretary_name = secretary, secretary.full_name if secretary else ""
        found.save()


def end(meeting: Meeting, *, now: datetime) -> None:
    """Close it: who is still there leaves, what nobody talked about is put off. Raises GovernanceError where one is still voting."""
    with in_words(SITTING):
        # Before its meeting, as everybody does.
        carrying.hold(meeting.body_id)
        found = turns.take(meeting)
        if found.state != Meeting.State.OPEN:
            raise GovernanceError(_("La riunione non è in corso."))
        at = turns.moment(found, now)
        points.put_off_the_rest(found)
        Presence.objects.for_everyone(reason=HOLDING).filter(meeting=found).now_in().update(until_at=at)
        found.state, found.closed_at = Meeting.State.CLOSED, at
        found.save(update_fields=["state", "closed_at"])
        carrying.carry(found.body_id)
