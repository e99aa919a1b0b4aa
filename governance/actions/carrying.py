"""Actions still open come back in the next meeting of their body, once after each meeting that left them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from governance.models import ActionItem, ActionReturn, Body, Meeting

if TYPE_CHECKING:
    from uuid import UUID

    from governance.models.actions import ActionItemQuerySet

CARRYING = "le azioni da riprendere nella prossima riunione"
ENDED = (Meeting.State.CLOSED, Meeting.State.CALLED_OFF)
AHEAD = (Meeting.State.DRAFT, Meeting.State.CONVENED)


def hold(body_id: UUID) -> None:
    """Take the turn on a body until the transaction ends: before its meetings, as everybody does."""
    Body.objects.select_for_update(no_key=True).get(pk=body_id)


@transaction.atomic
def carry(body_id: UUID) -> int:
    """Bring what was left open into the next meeting of the body, if one is there; how many. Twice is once.

    Whoever calls it inside a transaction that holds a meeting has held the body before (`hold`).
    """
    hold(body_id)
    meetings = Meeting.objects.for_everyone(reason=CARRYING).filter(body=body_id, state__in=AHEAD)
    ahead = meetings.order_by("first_call_at").first()
    if ahead is None:
        return 0
    left = list(left_open(body_id))
    for action in left:
        ActionReturn.objects.create(action=action, meeting=ahead)
    return len(left)


def left_open(body_id: UUID) -> ActionItemQuerySet:
    """The actions that nobody ended in the meetings that had them, and that wait in no other."""
    returns = ActionReturn.objects.for_everyone(reason=CARRYING).filter(action=OuterRef("pk"))
    actions = ActionItem.objects.for_everyone(reason=CARRYING).open().filter(meeting__body=body_id)
    found: ActionItemQuerySet = actions.filter(~Exists(returns.standing()), meeting__state__in=ENDED)
    return found
