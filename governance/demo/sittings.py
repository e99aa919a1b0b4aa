"""What happened in the meetings behind: who came, what was voted and how, what was put off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION
from networking.models import Person

from ..deciding import adopting, ending
from ..models import (
    AgendaItem,
    Ballot,
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
# Out of a hundred who are called, how many come at least: observers are among them, and have no vote.
ENOUGH = 75
FIRST, SECOND = 1, 2
OWNERS = ("Gruppo di progetto", "Zona sociale 6", "Zona sociale 8", "Zona sociale 9", "Segreteria")
CARRIED_OUT = 0.7
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
        item.save(update_fields=["outcome"])
        if item.proposal and item.title not in PUT_OFF:
            _vote(draw, item, at)
    holding.end(meeting, now=max(begins + LASTED, at + A_QUARTER))


def _holder(meeting: Meeting, task: str) -> Person | None:
    """Who has that task in the body; of an assembly, in the board of its association."""
    body = meeting.body
    seats = Mandate.objects.for_everyone(reason=DEMONSTRATION).filter(task=task)
    own = seats.filter(body=body)
    if body.kind == Body.Kind.ASSEMBLY:
        own = seats.filter(body__organization=body.organization, body__kind=Body.Kind.BOARD)
    return Person.objects.for_everyone(reason=DEMONSTRATION).filter(pk__in=own.values("person")).first()


def _items(meeting: Meeting) -> list[AgendaItem]:
    items = AgendaItem.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting, parent=None)
    return list(items.select_related("meeting__body").order_by("position"))


def _come(draw: Draw, meeting: Meeting, begins: datetime) -> None:
    """Who had said so, a few a little late; and as many others as it takes to vote."""
    called = list(
        Summons.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting).order_by("name", "person")
    )
    rows = [row for row in called if row.reply == Summons.Reply.COMES and draw.often(CAME)]
    others = [row for row in called if row not in rows]
    least = -(-len(called) * ENOUGH // 100)
    rows += others[: max(least - len(rows), 0)] if meeting.body.kind != Body.Kind.ASSEMBLY else []
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
    closed = balloting.close(ballot, now=at + timedelta(minutes=3))
    if closed.outcome == Ballot.Outcome.ADOPTED:
        _decide(draw, item, at + timedelta(minutes=5))


def _decide(draw: Draw, item: AgendaItem, at: datetime) -> None:
    """Write what was decided; most of what is old has been carried out, some of it is late."""
    due = (at + draw.days(40, 120)).date()
    made = adopting.adopt(
        item,
        wanted={
            "title": item.title,
            "text": item.proposal,
            "plain": item.proposal,
            "owner_name": draw.choice(OWNERS),
            "due_on": due,
            "is_public": item.meeting.body.is_public,
        },
        now=at,
    )
    if due < draw.day and draw.often(CARRIED_OUT):
        ending.carry_out(made, on=due)
