"""Volunteers: how many, how young, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from governance.indicators.facts import Source, facts
from volunteers.models import HelpRequest, HoursLog

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

COUNTED = "per contare, senza nomi, quello che il progetto fa"
TURN = "assignment__request"


def hours(period: Period) -> QuerySet[Any]:
    """Hours that somebody confirmed, of the turns that began in the period."""
    logs = HoursLog.objects.for_everyone(reason=COUNTED).validated()
    return logs.filter(period.within(TURN, "starts_at"), minutes_validated__gt=0)


def turns(period: Period) -> QuerySet[Any]:
    """Turns that were held: where there were none, nobody could give an hour."""
    return HelpRequest.objects.filter(period.within("starts_at"), cancelled_at=None)


def active_volunteers(period: Period) -> QuerySet[Any]:
    """NW-01: whoever gave an hour."""
    return facts(hours(period), at=f"{TURN}__starts_at", person="assignment__volunteer__person_id")


def validated_hours(period: Period) -> QuerySet[Any]:
    """NW-05: the hours, where they were given."""
    return facts(
        hours(period),
        at=f"{TURN}__starts_at",
        person="assignment__volunteer__person_id",
        comune=f"{TURN}__comune_id",
        numerator=F("minutes_validated"),
        group=f"{TURN}__kind__name",
    )


SOURCES = {
    "NW-01": Source("volunteers.HoursLog", active_volunteers, turns),
    "NW-05": Source("volunteers.HoursLog", validated_hours, turns, scale=60),
}
