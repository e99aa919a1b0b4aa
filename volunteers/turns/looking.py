"""What time does to turns: invitations end, who may no longer is taken out, and whoever must know is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F, Q

from volunteers.models import Assignment
from volunteers.notices import cover as cover_notices
from volunteers.notices import turns as notices

from .refusing import ACTING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from volunteers.models import Volunteer

# A worker that was off for days still tells; what is older nobody waits for.
STILL_TOLD = timedelta(days=7)
A_DAY = timedelta(days=1)


def look_again(request: UUID | None = None) -> int:
    """Suspend who may no longer do the turns ahead (of one turn, or of all), and say how many."""
    turns = None if request is None else [request]
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_look_again(NULL, %s::uuid[])", [turns])
        return cursor.fetchone()[0]


def look_again_of(volunteer: Volunteer) -> int:
    """Suspend the turns ahead of `volunteer` that they may no longer do, and say how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_look_again(%s::uuid[])", [[volunteer.person_id]])
        return cursor.fetchone()[0]


def look_after(*, now: datetime) -> dict[str, int]:
    """Everything that each minute asks of turns, each part on its own: one that fails leaves the others done."""
    return {
        "filled": close_filled(now=now),
        "expired": expire(now=now),
        "suspended": look_again(),
        "told": tell_suspended(now=now),
        "uncovered": tell_nobody_left(now=now),
        "reminded": remind(now=now),
    }


@transaction.atomic
def close_filled(*, now: datetime) -> int:
    """Tell who was asked for a turn that others have filled that they need not answer, with thanks."""
    asked = Assignment.objects.for_everyone(reason=ACTING).filter(state=Assignment.State.INVITED)
    full = asked.filter(
        answer_by__gt=now, request__starts_at__gt=now, request__taken__gte=F("request__places")
    )
    order = full.select_related("request", "volunteer__person").order_by("volunteer", "pk")
    rows = list(order.select_for_update(of=("self",), skip_locked=True))
    for row in rows:
        cover_notices.tell_taken(row, now=now)
    return asked.filter(pk__in=[row.pk for row in rows]).update(state=Assignment.State.EXPIRED)


@transaction.atomic
def tell_nobody_left(*, now: datetime) -> int:
    """Tell who coordinates of the turns for which everybody who was asked said no or nothing. Each time once."""
    state = Assignment.State
    asked = Assignment.objects.for_everyone(reason=ACTING).filter(
        source=Assignment.Source.COORDINATOR, made_at__gt=now - STILL_TOLD, request__starts_at__gt=now
    )
    asked = asked.filter(request__cancelled_at=None, request__taken__lt=F("request__places"))
    waiting = asked.filter(state=state.INVITED).values("request")
    over = asked.filter(state__in=(state.DECLINED, state.EXPIRED)).exclude(request__in=waiting)
    last = over.order_by("request_id", "-made_at", "-pk").distinct("request_id")
    return cover_notices.tell_nobody_left(list(last.select_related("request__comune")), now=now)


@transaction.atomic
def expire(*, now: datetime) -> int:
    """End the invitations to which nobody answered in time."""
    asked = Assignment.objects.for_everyone(reason=ACTING).filter(state=Assignment.State.INVITED)
    late = asked.filter(Q(answer_by__lte=now) | Q(request__starts_at__lte=now)).order_by("volunteer", "pk")
    held = list(late.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return asked.filter(pk__in=held).update(state=Assignment.State.EXPIRED)


@transaction.atomic
def tell_suspended(*, now: datetime) -> int:
    """Tell who was suspended, whoever caused it, and who coordinates where the turn is. Each is told once."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        state=Assignment.State.SUSPENDED,
        suspended_at__gt=now - STILL_TOLD,
        request__ends_at__gt=now,
        request__cancelled_at=None,
    )
    return notices.tell_suspended(list(rows.select_related("request__comune", "volunteer__person")), now=now)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Remind of the turns of the next twenty-four hours. Each is told once, and again if the turn has moved."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        state=Assignment.State.ACCEPTED, request__starts_at__gt=now, request__starts_at__lte=now + A_DAY
    )
    # Whoever said yes today was told then.
    rows = rows.filter(Q(answered_at=None) | Q(answered_at__lt=now - A_DAY / 2))
    return notices.remind(list(rows.select_related("request", "volunteer__person")), now=now)
