"""A row of the person's in each table of governance, to be marked."""

from datetime import date

from django.utils import timezone

from governance.convening import agendas
from governance.models import Convocation, Delivery, Mandate, Meeting, Summons
from tests import governing

# What the books of a body go on naming after an erasure (law of books, art. 15 D.Lgs. 117/2017).
HELD_BY_THE_BOOKS = {
    "governance.Mandate",
    "governance.Meeting",
    "governance.Summons",
    "governance.Delivery",
}


def _convocation(cast):
    meeting = governing.meeting(governing.body(), state="draft")
    said = agendas.canonical(governing.agenda_of(meeting))
    return Convocation(
        meeting=meeting,
        revision=1,
        first_call_at=meeting.first_call_at,
        mode=meeting.mode,
        agenda=said,
        digest=agendas.digest(said),
        sent_at=timezone.now(),
        sent_by=cast.person,
    )


def _summons(cast):
    return Summons(
        meeting=governing.meeting(governing.body()),
        person=cast.person,
        summoned_at=timezone.now(),
        replied_by=cast.person,
    )


def _delivery(cast):
    summons = _summons(cast)
    summons.name = "x"
    summons.save()
    return Delivery(
        convocation=Convocation.objects.for_everyone(reason="prova").get(meeting=summons.meeting),
        summons=summons,
        person=cast.person,
        notice_key="prova",
        queued_at=timezone.now(),
    )


OF_GOVERNANCE = {
    "governance.Convocation": _convocation,
    "governance.Summons": _summons,
    "governance.Delivery": _delivery,
    "governance.Mandate": lambda cast: Mandate(
        body=governing.body(), person=cast.person, starts_on=date(2026, 1, 1)
    ),
    "governance.Meeting": lambda cast: Meeting(
        body=governing.body(),
        title="x",
        first_call_at=governing.FIRST_CALL,
        chair=cast.person,
        secretary=cast.person,
    ),
}
