"""What became of a point: talked about, or put off, and then it comes back in the next agenda by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import AgendaItem, Meeting
from governance.refusing import GovernanceError, in_words

from . import turns
from .promises import SITTING

if TYPE_CHECKING:
    from governance.models.meetings import AgendaItemQuerySet

SETTLING = "che cosa è stato dei punti di una riunione"


def settle(item: AgendaItem, outcome: str) -> None:
    """Write what became of `item` (an AgendaItem.Outcome). Raises GovernanceError unless the meeting goes on."""
    with in_words(SITTING):
        meeting = turns.take(item.meeting)
        if meeting.state != Meeting.State.OPEN:
            raise GovernanceError(_("La riunione non è in corso."))
        _of(meeting).filter(pk=item.pk).update(outcome=outcome)


def put_off_the_rest(meeting: Meeting) -> int:
    """Put off, in a meeting that its caller holds, the points of which nothing was said; how many.

    What was voted or decided was talked about. A point comes back without its parts: who prepares the next writes them.
    """
    voted = _of(meeting).filter(outcome="").filter(ballots__isnull=False)
    decided = _of(meeting).filter(outcome="").filter(decisions__isnull=False)
    for rows in (voted, decided):
        _of(meeting).filter(pk__in=rows.values("pk")).update(outcome=AgendaItem.Outcome.DISCUSSED)
    return _of(meeting).filter(outcome="", parent=None).update(outcome=AgendaItem.Outcome.POSTPONED)


def _of(meeting: Meeting) -> AgendaItemQuerySet:
    return AgendaItem.objects.for_everyone(reason=SETTLING).filter(meeting=meeting)
