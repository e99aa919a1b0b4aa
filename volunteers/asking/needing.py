"""Saying that the sessions of an activity need a kind of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from laboratories.models import Activity, Cycle
from volunteers.models import COORDINATE

from . import sessions

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from networking.models import User
    from volunteers.models import SessionNeed


def activities_of(user: User) -> QuerySet[Activity]:
    """The activities whose every cycle is held where `user` coordinates: what they need is asked everywhere."""
    scope = user.scope(*COORDINATE)
    activities = Activity.objects.filter(published_at__isnull=False)
    if scope.everywhere:
        return activities
    here = activities.filter(scope.within("cycles__venue__place__comune"))
    beyond = Cycle.objects.exclude(scope.within("venue__place__comune"))
    return here.exclude(pk__in=beyond.values("activity")).distinct()


@transaction.atomic
def need(wanted: SessionNeed, *, now: datetime) -> int:
    """Keep `wanted`, and ask at once for the sessions of the next weeks. How many turns were written."""
    wanted.save()
    return sessions.follow_sessions(now=now)["made"]
