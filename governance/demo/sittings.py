"""What happened in the meetings behind: who came, what was voted and how, what was put off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION
from networking.models import Person

from ..models import (
    AgendaItem,
    BallotRight,
    Body,
    Choice,
    Mandate,
    Meeting,
    OpenVote,
    Presence,
    Summons,
)
from ..sitting import holding
from ..voting import balloting

if TYPE_CHECKING:
    from datetime import datetime

    from laboratories.demo.drawing import Draw

A_QUARTER = timedelta(minutes=15)
LASTED = timedelta(hours=2)
# Of who had said they would come, and of a hundred votes how many are of each choice.
CAME = 0.95
CHOICES = (Choice.FAVOUR,) * 88 + (Choice.AGAINST,) * 5 + (Choice.ABSTAINED,) * 7
FIRST, SECOND = 1, 2
# The points that were left for another time: they come back by themselves in the next meeting.
PUT_OFF = ("Revisione delle convenzioni con gli enti",)


def hold(draw: Draw, meeting: Meeting) -> None:
    """Open a convened meeting that is behind, let people come and vote, and close it."""
    is_second = meeting.body.kind == Body.Kind.ASSEMBLY
    begins = (meeting.second_call_at if is_second else None) or meeting.first_call_at
    officers = {task: _holder(meeting, task) for task in (Mandate.Task.CHAIR, Mandate.Task.SECRETARY)}
    holding.begin(
        meeting,
        call=SECOND if is_second else FIRST,
        chair=officers[Mandate.Task.CHAIR],
        secretary=officers[Mandate.Task.SECRETARY],
        now=begins,
    )
    _come(draw, meeting, begins)
    at = begins + A_QUARTER
    for item in _items(meeting):
        at += A_QUARTER
        if item.title in PUT_OFF:
            item.outcome = AgendaItem.Outcome.POSTPONED
        else:
            item.outcome = AgendaItem.Outcome.DISCUSSED
            if item.proposal:
                _vote(draw, item, at)
        item.save(update_fields=["outcome"])
    holding.end(meeting, now=max(begins + LASTED, at + A_QUARTER))


def _holder(meeting: Meeting, task: str) -> Person | None:
    seats = Mandate.objects.for_everyone(reason=DEMONSTRATION).filter(body=meeting.body, task=task)
    return Person.objects.for_everyone(reason=DEMONSTRATION).filter(pk__in=seats.values("person")).first()


def _items(meeting: Meeting) -> list[AgendaItem]:
    items = AgendaItem.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting, parent=None)
    return list(items.order_by("position"))


def _come(draw: Draw, meeting: Meeting, begins: datetime) -> None:
    """Who had said so, and who presides and writes; a few a little late."""
    said = Summons.objects.for_everyone(reason=DEMONSTRATION).filter(
        meeting=meeting, reply=Summons.Reply.COMES
    )
    rows = [row for row in said.order_by("name", "person") if draw.often(CAME)]
    Presence.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        Presence(
            id=draw.uuid(),
            meeting=meeting,
            person_id=row.person_id,
            name=row.name,
            from_at=begins + timedelta(minutes=draw.choice((0, 0, 0, 2, 5, 10))),
        )
        for row in rows
    )


def _vote(draw: Draw, item: AgendaItem, at: datetime) -> None:
    """Put what is proposed to the vote, of everybody who is there."""
    ballot = balloting.open_ballot(item, question=item.proposal, now=at)
    rights = BallotRight.objects.for_everyone(reason=DEMONSTRATION).filter(ballot=ballot)
    OpenVote.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        OpenVote(right=right, choice=draw.choice(CHOICES), at=at + timedelta(minutes=1))
        for right in rights.order_by("name", "pk")
    )
    balloting.close(ballot, now=at + timedelta(minutes=3))
