"""Closing for snow, or for works: in one act the sessions of those days are called off or moved, and everybody is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from laboratories import concerned
from laboratories.models import PLAN_ACTIVITIES, Closure, ClosureEffect, Presence, Session
from laboratories.notices import closures as notices
from laboratories.queue import waiting
from laboratories.timetable.shifting import shift
from networking import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from laboratories.models.sessions import SessionQuerySet
    from networking.models import User

CLOSED = "laboratories.closure"
CANCELLED, MOVED = "laboratories.session_cancelled", "laboratories.session_moved"
COUNTING = "quante persone tocca una chiusura"
WRITTEN_BEFORE = ("closed_once", "one_closure_per_form")
NEEDED = ("room", "cycle__activity", "cycle__venue__place__comune")


class NotYoursError(Exception):
    """The closure reaches further than where one plans activities."""


class AlreadyClosedError(Exception):
    """The same form again, or somebody has just closed the same: `closure` is what was written first."""

    def __init__(self, closure: Closure) -> None:
        super().__init__(str(closure))
        self.closure = closure


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
    """The sessions that a closure, also one not yet written, calls off: those to come, in its days and where it holds.

    One whose register is open is being held: whoever is there sees to it.
    """
    where = Q()
    if closure.comune_id:
        where = Q(cycle__venue__place__comune=closure.comune_id)
    elif closure.venue_id:
        where = Q(cycle__venue=closure.venue_id)
    elif closure.room:
        where = Q(room=closure.room) | Q(room__parts__in=closure.room.parts.all())
    rows = Session.objects.taking_place().between(closure.first_day, closure.last_day)
    to_come = Session.objects.filter(where, ends_at__gt=now, opened_at=None)
    # By their ids: a room of several parts would give a session several times.
    return rows.filter(pk__in=to_come.values("pk"))


def people_in(sessions: Iterable[Session]) -> int:
    """How many people have a place in one of these sessions: each counts once."""
    expected = Presence.objects.for_everyone(reason=COUNTING).expected()
    return expected.filter(session__in=sessions).values("person").distinct().count()


def already(closure: Closure) -> Closure | None:
    """The closure of the same place and the same days that is in force, if there is one."""
    where = {name: getattr(closure, f"{name}_id") for name in ("comune", "venue", "room")}
    days = {"first_day": closure.first_day, "last_day": closure.last_day}
    return Closure.objects.in_force().filter(**where, **days).first()


@transaction.atomic
def close(closure: Closure, *, by: User, now: datetime, move: bool, key: str = "") -> Outcome:
    """Write `closure` and call off every session it touches, or `move` those for which another day is free.

    Families and who leads are told in the same transaction; facts are left for the floors above. `key` is the form's
    own. Raises NotYoursError, AlreadyClosedError.
    """
    write(closure, by=by, now=now, move=move, key=key)
    return settle(closure, now=now)


@transaction.atomic
def write(closure: Closure, *, by: User, now: datetime, move: bool, key: str = "") -> None:
    """Write `closure`; its sessions are still to be settled. Raises NotYoursError, AlreadyClosedError."""
    if not may_close(closure, by=by):
        raise NotYoursError
    # Pressed again after it was reopened, it is still the same form.
    sent = Closure.objects.filter(made_by=by, idem_key=key).exclude(idem_key="").first()
    if sent is not None:
        raise AlreadyClosedError(sent)
    closure.made_by, closure.made_at = by, now
    closure.moves, closure.idem_key = move, key
    try:
        with transaction.atomic():
            closure.save(force_insert=True)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        closure.pk = None
        first = Closure.objects.filter(made_by=by, idem_key=key).exclude(idem_key="").first() or already(
            closure
        )
        if name not in WRITTEN_BEFORE or first is None:
            raise
        raise AlreadyClosedError(first) from error


@transaction.atomic
def settle(
    closure: Closure, *, now: datetime, told: Callable[[int, int], None] = lambda _done, _all: None
) -> Outcome:
    """Call off or move the sessions of `closure`, once; `told` hears how many are done, of how many."""
    locked = Closure.objects.select_for_update().get(pk=closure.pk)
    if locked.settled_at or locked.ended_at:
        return Outcome((), ())
    ids = list(touched_by(closure, now=now).values_list("pk", flat=True))
    # All of them first, in one order; whoever called one off meanwhile has told of it.
    held = Session.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    sessions = list(held.filter(cancelled_at=None).select_related(*NEEDED))
    ends = {session.pk: session.ends_at for session in sessions}
    effects = []
    for number, session in enumerate(sessions):
        told(number, len(sessions))
        effects.append(_treat(session, locked, now))
    ClosureEffect.objects.bulk_create(effects)
    off = tuple(each.session for each in effects if each.what == ClosureEffect.What.CALLED_OFF)
    moved = tuple(each.session for each in effects if each.what == ClosureEffect.What.MOVED)
    waiting.close_queues(now=now, of=off)
    people = concerned.people_of(sessions, now=now)
    notices.tell_of_closure(notices.CLOSED, locked, people, ends, now=now)
    closure.settled_at = locked.settled_at = now
    locked.save(update_fields=["settled_at"])
    facts.record(CLOSED, locked, now=now, **_told_above(locked, off, moved))
    return Outcome(off, moved)


def _told_above(closure: Closure, off: tuple[Session, ...], moved: tuple[Session, ...]) -> dict[str, object]:
    """What a closure was when it was written, for the floors above: ids and days, no names."""
    return {
        "comune": closure.comune_id,
        "venue": closure.venue_id,
        "room": closure.room_id,
        "first_day": closure.first_day.isoformat(),
        "last_day": closure.last_day.isoformat(),
        "reason": closure.reason,
        "cancelled": [str(session.pk) for session in off],
        "moved": [str(session.pk) for session in moved],
    }


def _treat(session: Session, closure: Closure, now: datetime) -> ClosureEffect:
    """Move or call off one session, and say what was done."""
    was_on, why = session.local_date, ""
    if closure.moves:
        why = shift(session)
    if closure.moves and not why:
        what = ClosureEffect.What.MOVED
        facts.record(MOVED, session, now=now, was_on=was_on.isoformat())
    else:
        what = ClosureEffect.What.CALLED_OFF
        session.cancelled_at = now
        session.cancelled_because = closure.why
        session.save(update_fields=["cancelled_at", "cancelled_because", "changed_at"])
        session.refresh_from_db(fields=["sequence"])
        facts.record(CANCELLED, session, now=now)
    return ClosureEffect(
        closure=closure,
        session=session,
        what=what,
        was_on=was_on,
        sequence=session.sequence,
        why_not_moved=why[:200],
    )
