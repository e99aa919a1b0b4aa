"""Writing a meeting and its agenda, before it is convened; what was left over comes back by itself, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from governance.actions import carrying
from governance.agenda_trees import in_order
from governance.agendas import FROZEN
from governance.models import AgendaDocument, AgendaItem, Body, Meeting
from governance.refusing import GovernanceError, in_words
from networking.uploads import store_upload

from .promises import PROMISES

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from governance.models.meetings import AgendaItemQuerySet
    from networking.models import User

WRITING = "scrivere una riunione e il suo ordine del giorno"


@transaction.atomic
def draft(body: Body, *, wanted: dict[str, Any]) -> Meeting:
    """A new meeting of `body`, with what its earlier meetings left over; `wanted` by column. Raises GovernanceError."""
    # Two drafts at once would both ask for the same points: one after the other.
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    with in_words(PROMISES):
        meeting = Meeting.objects.create(body=body, **wanted)
    bring_back(meeting)
    carrying.carry(body.pk)
    return meeting


def write(meeting: Meeting, *, wanted: dict[str, Any]) -> None:
    """Write a draft again. Raises GovernanceError."""
    with in_words(PROMISES):
        drafted = locked_draft(meeting)
        for name, value in wanted.items():
            setattr(drafted, name, value)
        drafted.save(update_fields=list(wanted))


def throw_away(meeting: Meeting) -> None:
    """Delete a draft; what it had brought back is left over again. Raises GovernanceError."""
    with in_words(PROMISES):
        carrying.hold(meeting.body_id)
        locked_draft(meeting).delete()
        carrying.carry(meeting.body_id)


def bring_back(meeting: Meeting) -> int:
    """Put what earlier meetings of the body left over at the head of a draft; how many points. Inside the caller's
    transaction, with the body locked: `carried_from` is unique, so each comes back once."""
    left = list(left_over(meeting.body))
    for place, item in enumerate(left, start=1):
        again = {name: getattr(item, name) for name in FROZEN if name != "position"}
        AgendaItem.objects.create(meeting=meeting, position=place, carried_from=item, **again)
    return len(left)


def left_over(body: Body) -> AgendaItemQuerySet:
    """The points put off in a meeting that ended, or brought back into one that was called off, that nobody took up."""
    put_off = Q(meeting__state=Meeting.State.CLOSED, outcome=AgendaItem.Outcome.POSTPONED)
    stranded = Q(meeting__state=Meeting.State.CALLED_OFF, carried_from__isnull=False)
    items = AgendaItem.objects.for_everyone(reason=WRITING).filter(meeting__body=body, carried_to=None)
    return items.filter(put_off | stranded).order_by("meeting__first_call_at", "position")


def add_item(meeting: Meeting, *, wanted: dict[str, Any], parent: AgendaItem | None = None) -> AgendaItem:
    """A new point, after the others; with `parent`, a part of it. Raises GovernanceError."""
    with in_words(PROMISES):
        drafted = locked_draft(meeting)
        if parent is not None and parent.parent_id is not None:
            raise GovernanceError(_("Una parte di un punto non ha altre parti."))
        return AgendaItem.objects.create(
            meeting=drafted, parent=parent, position=next_place(drafted, parent), **wanted
        )


def write_item(item: AgendaItem, *, wanted: dict[str, Any]) -> None:
    """Write a point of a draft again. Raises GovernanceError."""
    with in_words(PROMISES):
        locked_draft(item.meeting)
        for name, value in wanted.items():
            setattr(item, name, value)
        item.save(update_fields=list(wanted))


def remove_item(item: AgendaItem) -> None:
    """Take a point off a draft, with its parts and papers. Raises GovernanceError."""
    with in_words(PROMISES):
        locked_draft(item.meeting)
        item.delete()


def move_item(item: AgendaItem, *, up: bool) -> None:
    """Exchange a point with the one before or after it. Raises GovernanceError."""
    with in_words(PROMISES):
        locked_draft(item.meeting)
        beside = [
            each.item for each in in_order(items_of(item.meeting)) if each.item.parent_id == item.parent_id
        ]
        here = beside.index(item)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(beside):
            return
        beside[here], beside[there] = beside[there], beside[here]
        # Two points are for a moment in one place: the constraint looks when all is done.
        for place, each in enumerate(beside, start=1):
            AgendaItem.objects.for_everyone(reason=WRITING).filter(pk=each.pk).update(position=place)


@transaction.atomic
def add_document(item: AgendaItem, *, upload: File, title: str, by: User, now: datetime) -> AgendaDocument:
    """Keep a paper for a point, also of what is already convened. Raises GovernanceError, StorageFullError."""
    meeting = _meetings().select_for_update(no_key=True).get(pk=item.meeting_id)
    if meeting.state in {Meeting.State.CLOSED, Meeting.State.CALLED_OFF}:
        raise GovernanceError(_("La riunione è finita: i suoi documenti restano come sono."))
    stored = store_upload(upload, by=by)
    return AgendaDocument.objects.create(item=item, title=title or stored.name, file=stored, added_at=now)


def items_of(meeting: Meeting) -> AgendaItemQuerySet:
    """The points of a meeting, for who writes it."""
    return AgendaItem.objects.for_everyone(reason=WRITING).filter(meeting=meeting)


def next_place(meeting: Meeting, parent: AgendaItem | None = None) -> int:
    """The place after the last."""
    last = items_of(meeting).filter(parent=parent).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def locked_draft(meeting: Meeting) -> Meeting:
    """The meeting, held until the transaction ends, still a draft. Raises GovernanceError."""
    held = _meetings().select_for_update(no_key=True, of=("self",)).filter(pk=meeting.pk).first()
    if held is None or held.state != Meeting.State.DRAFT:
        raise GovernanceError(_("Non è più in preparazione: si cambia con una modifica, che viene avvisata."))
    return held


def _meetings() -> Any:
    return Meeting.objects.for_everyone(reason=WRITING)
