"""Actions as people read them: their own, those of their bodies, those of a meeting and of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Min, OuterRef, Q, Subquery
from django.utils import timezone

from governance.convening import entitled
from governance.forms.actions import LATE
from governance.models import ActionItem, ActionReturn, AgendaItem, Decision

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from governance.models import Meeting
    from governance.models.actions import ActionItemQuerySet
    from networking.models import User

REASON = "a che punto è una decisione lo dice il giorno delle sue azioni, senza dire di chi sono"


class ActionLine(NamedTuple):
    """An action, whether it is late, and whether the reader may end it."""

    action: ActionItem
    is_late: bool
    may_end: bool


def lines(found: ActionItemQuerySet, user: User, day: date) -> list[ActionLine]:
    """The actions of `found`, as `user` reads them on `day`."""
    rows = list(found.select_related("meeting__body", "decision"))
    ends = set(
        ActionItem.objects.ended_by(user)
        .open()
        .filter(pk__in=[each.pk for each in rows])
        .values_list("pk", flat=True)
    )
    return [ActionLine(each, each.is_late_on(day), each.pk in ends) for each in rows]


def looked_for(user: User, asked: dict[str, Any], day: date) -> ActionItemQuerySet:
    """The actions `user` asks for: one's own or those of one's bodies, at which point, of which body."""
    everybody = asked.get("di") == "organi"
    found = ActionItem.objects.visible_to(user) if everybody else ActionItem.objects.owned_by(user)
    if body := asked.get("organo"):
        found = found.filter(meeting__body=body)
    state = asked.get("stato") or ""
    if state == LATE:
        found = found.late_on(day)
    elif state == "finite":
        return found.exclude(state=ActionItem.State.OPEN).order_by("-ended_at")
    elif state != "tutte":
        found = found.open()
    ordered: ActionItemQuerySet = found.order_by("due_on", "opened_at")
    return ordered


def choices(meeting: Meeting, user: User, day: date) -> dict[str, QuerySet[Any]]:
    """Who may be given an action of `meeting`, of which of its points, for which decision."""
    return {
        "owner": entitled.called_to(meeting.body, day),
        "item": AgendaItem.objects.visible_to(user).filter(meeting=meeting).order_by("position"),
        "decision": Decision.objects.visible_to(user).filter(
            body=meeting.body_id, state=Decision.State.ADOPTED
        ),
    }


class MeetingActions(NamedTuple):
    """Of a meeting: what came back to be looked at again, and what was given in it."""

    returned: list[ActionLine]
    given: list[ActionLine]


def of_meeting(meeting: Meeting, user: User, *, now: datetime) -> MeetingActions:
    """The actions of `meeting` as `user` reads them."""
    seen, today = ActionItem.objects.visible_to(user), timezone.localdate(now)
    back = ActionReturn.objects.visible_to(user).filter(meeting=meeting).values("action")
    every = lines(seen.filter(Q(meeting=meeting) | Q(pk__in=back)), user, today)
    return MeetingActions(
        returned=[each for each in every if each.action.meeting_id != meeting.pk],
        given=[each for each in every if each.action.meeting_id == meeting.pk],
    )


def of_decision(decision: Decision, user: User | AnonymousUser, day: date) -> list[ActionLine]:
    """The steps of a decision, for who may see them; nobody else reads who does what."""
    if not user.is_authenticated:
        return []
    return lines(ActionItem.objects.visible_to(user).filter(decision=decision), user, day)


def next_due() -> Subquery:
    """Of a decision, the first day by which something of it is still to be done."""
    steps = ActionItem.objects.for_everyone(reason=REASON).open().filter(decision=OuterRef("pk"))
    return Subquery(steps.order_by().values("decision").annotate(first=Min("due_on")).values("first"))
