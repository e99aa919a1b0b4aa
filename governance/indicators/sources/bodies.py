"""Those who decide: minutes and actions in time, who comes to the assembly, who has a vote."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Least

from governance.indicators.attending import COUNTED
from governance.indicators.facts import Source, facts
from governance.models import ActionItem, Body, Meeting, Member, Minutes, Presence, Proxy, Summons

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

TO_APPROVE = timedelta(days=30)
# Whoever comes in a little late was there when it began.
TO_COME_IN = timedelta(minutes=30)


def _meetings() -> QuerySet[Any]:
    return Meeting.objects.for_everyone(reason=COUNTED).filter(state=Meeting.State.CLOSED)


def due_minutes(period: Period) -> QuerySet[Any]:
    """Meetings that ended thirty days before the period: their minutes should be approved by now."""
    return _meetings().filter(closed_at__gte=period.begin - TO_APPROVE, closed_at__lt=period.end - TO_APPROVE)


def minutes_in_time(period: Period) -> QuerySet[Any]:
    """NW-33: of them, those whose minutes were approved within thirty days."""
    in_time = Minutes.objects.for_everyone(reason=COUNTED).filter(
        meeting=OuterRef("pk"), corrects=None, approved_at__lte=OuterRef("closed_at") + TO_APPROVE
    )
    return facts(
        due_minutes(period),
        at=F("closed_at") + TO_APPROVE,
        numerator=Case(When(Exists(in_time), then=1), default=0),
        denominator=1,
        group="body__name",
    )


def due_actions(period: Period) -> QuerySet[Any]:
    """Actions whose day came in the period. Those that were dropped are counted too: they were promised."""
    return ActionItem.objects.for_everyone(reason=COUNTED).filter(period.days_within("due_on"))


def actions_in_time(period: Period) -> QuerySet[Any]:
    """NW-34: of them, those done by their day."""
    done = When(state=ActionItem.State.DONE, ended_at__date__lte=F("due_on"), then=1)
    number = Case(done, default=0)
    return facts(
        due_actions(period), at="due_on", numerator=number, denominator=1, group="meeting__body__name"
    )


def assemblies(period: Period) -> QuerySet[Any]:
    """Assemblies that were held."""
    return _meetings().filter(period.within("opened_at"), body__kind=Body.Kind.ASSEMBLY)


def taking_part(period: Period) -> QuerySet[Any]:
    """NW-31: of whoever was called to an assembly, those who were there when it began or were stood for."""
    there = Presence.objects.for_everyone(reason=COUNTED).filter(
        from_at__lte=OuterRef("opened_at") + TO_COME_IN
    )
    stood_for = Proxy.objects.for_everyone(reason=COUNTED).live()
    called = Summons.objects.for_everyone(reason=COUNTED)
    rows = assemblies(period).annotate(
        came=_many(there, "name"), stood_for=_many(stood_for, "pk"), called=_many(called, "pk")
    )
    rows = rows.filter(called__gt=0)
    came = Least(F("came") + F("stood_for"), F("called"))
    return facts(rows, at="opened_at", numerator=came, denominator=F("called"), group="body__name")


def _many(rows: QuerySet[Any], what: str) -> Coalesce:
    """In a question about meetings: how many there are of `rows`, each `what` once."""
    counted = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return Coalesce(Subquery(counted.annotate(many=Count(what, distinct=True)).values("many")), 0)


def members(period: Period) -> QuerySet[Any]:
    """Whoever was a member when the period ended."""
    return Member.objects.for_everyone(reason=COUNTED).on(period.last)


def voting_members(period: Period) -> QuerySet[Any]:
    """NW-30: those of them who had a vote."""
    rows = Member.objects.for_everyone(reason=COUNTED).voting_on(period.last)
    return facts(rows.filter(Q(person__isnull=False)), at=period.last_moment, person="person_id")


MEETING = "governance.Meeting"
SOURCES = {
    "NW-30": Source("governance.Member", voting_members, members),
    "NW-31": Source(MEETING, taking_part, assemblies),
    "NW-33": Source(MEETING, minutes_in_time, due_minutes),
    "NW-34": Source("governance.ActionItem", actions_in_time, due_actions),
}
