"""Closing for snow, or for works: in one act the sessions of those days are called off or moved, and everybody is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from networking import facts

from . import planning
from .dates import Meeting, Plan, Skipped, recoveries
from .models import PLAN_ACTIVITIES, Closure, Presence, Session
from .notices import planning as notices

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .models.sessions import SessionQuerySet

CANCELLED, MOVED = "laboratories.session_cancelled", "laboratories.session_moved"
COUNTING = "quante persone tocca una chiusura"


class NotYoursError(Exception):
    """The closure reaches further than where one plans activities."""


@dataclass(frozen=True)
class Outcome:
    """What became of the sessions that a closure touched."""

    cancelled: tuple[Session, ...]
    moved: tuple[Session, ...]


def may_close(closure: Closure, *, by: User) -> bool:
    """Whether `by` plans activities everywhere the closure reaches."""
    scope = by.scope(*PLAN_ACTIVITIES)
    place = closure.venue or (closure.room.venue if closure.room else None)
    return scope.holds(closure.comune or (place.place.comune if place else None))


def touched_by(closure: Closure, *, now: datetime) -> SessionQuerySet:
    """The sessions that a closure, also one not yet written, calls off: those to come, in its days and where it holds."""
    where = Q()
    if closure.comune_id:
        where = Q(cycle__venue__place__comune=closure.comune_id)
    elif closure.venue_id:
        where = Q(cycle__venue=closure.venue_id)
    elif closure.room_id:
        where = Q(room=closure.room_id) | Q(room__parts__in=closure.room.parts.all())
    rows = Session.objects.taking_place().between(closure.first_day, closure.last_day)
    # By their ids: a room of several parts would give a session several times.
    return rows.filter(pk__in=Session.objects.filter(where, ends_at__gt=now).values("pk"))


def people_in(sessions: Iterable[Session]) -> int:
    """How many people have a place in one of these sessions: each counts once."""
    expected = Presence.objects.for_everyone(reason=COUNTING).expected()
    return expected.filter(session__in=sessions).values("person").distinct().count()


@transaction.atomic
def close(closure: Closure, *, by: User, now: datetime, move: bool) -> Outcome:
    """Write `closure` and call off every session it touches, or `move` those for which another day is free.

    Families and who leads are told in the same transaction; facts are left for the floors above. Raises NotYoursError.
    """
    if not may_close(closure, by=by):
        raise NotYoursError
    closure.made_by, closure.made_at = by, now
    closure.save()
    ids = list(touched_by(closure, now=now).values_list("pk", flat=True))
    held = Session.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    cancelled, moved = [], []
    # Whoever called one off meanwhile has told of it.
    for session in held.filter(cancelled_at=None).select_related("cycle__venue__place__comune"):
        if move and _move(session, now):
            moved.append(session)
        else:
            _cancel(session, closure, now)
            cancelled.append(session)
    return Outcome(tuple(cancelled), tuple(moved))


def _cancel(session: Session, closure: Closure, now: datetime) -> None:
    session.cancelled_at = now
    session.cancelled_because = closure.note or closure.get_reason_display()
    session.save(update_fields=["cancelled_at", "cancelled_because", "changed_at"])
    session.refresh_from_db(fields=["sequence"])
    notices.tell_of_session(notices.CANCELLED, session, now=now)
    facts.record(CANCELLED, session, now=now)


def _move(session: Session, now: datetime) -> bool:
    """Move it to the next free day; False where there is none, or somebody has the room."""
    before = session.local_date
    to = _next_day_of(session)
    if to is None:
        return False
    session.local_date = to.day
    try:
        with transaction.atomic():
            session.save(update_fields=["local_date", "changed_at"])
    except IntegrityError as error:
        if planning.what_is_in_the_way(error) is None:
            raise
        session.local_date = before
        return False
    session.refresh_from_db()
    notices.tell_of_session(notices.MOVED, session, now=now)
    facts.record(MOVED, session, now=now, was_on=before.isoformat())
    return True


def _next_day_of(session: Session) -> Meeting | None:
    cycle = session.cycle
    others = cycle.sessions.taking_place().exclude(pk=session.pk)
    held = tuple(Meeting(each.local_date, each.local_start, each.local_end) for each in others)
    lost = Skipped(Meeting(session.local_date, session.local_start, session.local_end), "")
    found = recoveries(Plan(held, (lost,), ()), last=cycle.last_day, calendars=planning.calendars_of(cycle))
    return found[0] if found else None
