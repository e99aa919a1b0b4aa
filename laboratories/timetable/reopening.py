"""Opening again before the last day of a closure: what it called off comes back, where nobody has taken its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from laboratories import concerned
from laboratories.models import Closure, ClosureEffect, Session
from laboratories.notices import closures as notices
from laboratories.queue import waiting
from laboratories.timetable import planning
from laboratories.timetable.closing import NotYoursError, may_close
from networking import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import User

REOPENED, HELD_AGAIN = "laboratories.reopening", "laboratories.session_held_again"
CALLED_OFF = ClosureEffect.What.CALLED_OFF


class NothingToReopenError(Exception):
    """It has been ended already, it is over, or its sessions are still being called off."""


@dataclass(frozen=True)
class Outcome:
    """The sessions held again, and what stays called off; each says why."""

    back: tuple[ClosureEffect, ...]
    left: tuple[ClosureEffect, ...]


def can_reopen(closure: Closure, *, now: datetime) -> bool:
    """Whether there is something to open again."""
    is_over = closure.last_day < timezone.localdate(now)
    return closure.ended_at is None and closure.settled_at is not None and not is_over


@transaction.atomic
def reopen(
    closure: Closure,
    *,
    by: User,
    now: datetime,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Outcome:
    """End `closure`: the sessions it called off are held again where their room and staff are still free.

    Everybody whom that concerns is told; who waited waits again in the same turn. Those it moved stay where they are.
    Raises NotYoursError, NothingToReopenError.
    """
    locked = Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
    if not may_close(locked, by=by):
        raise NotYoursError
    if not can_reopen(locked, now=now):
        raise NothingToReopenError
    locked.ended_at, locked.ended_by = now, by
    locked.save(update_fields=["ended_at", "ended_by"])
    effects = _hold(locked)
    for number, effect in enumerate(effects):
        told(number, len(effects))
        _restore(effect, now)
    done = Outcome(
        tuple(each for each in effects if each.restored_at),
        tuple(each for each in effects if not each.restored_at),
    )
    _tell(locked, [each.session for each in done.back], now)
    facts.record(REOPENED, locked, now=now, held_again=[str(each.session_id) for each in done.back])
    return done


def _hold(closure: Closure) -> list[ClosureEffect]:
    """What it called off, with the sessions, nobody else's until the end: all of them first, in one order."""
    effects = {each.session_id: each for each in closure.effects.filter(what=CALLED_OFF)}
    rows = Session.objects.filter(pk__in=effects).select_for_update(of=("self",)).order_by("pk")
    for session in rows.select_related("room", "cycle__activity", "cycle__venue__place__comune"):
        effects[session.pk].session = session
    return sorted(effects.values(), key=lambda each: each.session.starts_at)


def _tell(closure: Closure, back: list[Session], now: datetime) -> None:
    """Everybody but those who have not heard that it was closed, and now never will."""
    if closure.settled_at is not None:
        waiting.reopen_queues(back, since=closure.settled_at, now=now)
    moved = closure.effects.filter(what=ClosureEffect.What.MOVED).values("session")
    still = concerned.people_of(list(Session.objects.filter(pk__in=moved)), now=now)
    unaware = notices.take_back(closure, but=still, now=now)
    people = concerned.people_of(back, now=now)
    aware = {person: theirs for person, theirs in people.items() if person.pk not in unaware}
    ends = {session.pk: session.ends_at for session in back}
    notices.tell_of_closure(notices.REOPENED, closure, aware, ends, now=now)


def _restore(effect: ClosureEffect, now: datetime) -> None:
    """Hold the session again, or write why not."""
    session = effect.session
    why = _why_not(effect, now) or _put_back(session)
    if why:
        effect.why_not_restored = why[:200]
    else:
        facts.record(HELD_AGAIN, session, now=now)
        effect.restored_at, effect.sequence = now, session.sequence
    effect.save(update_fields=["restored_at", "why_not_restored", "sequence"])


def _why_not(effect: ClosureEffect, now: datetime) -> str:
    session = effect.session
    if session.starts_at <= now:
        return _("l'ora è già passata")
    if session.cycle.called_off_at is not None:
        return _("intanto è stato annullato tutto il ciclo")
    if session.cancelled_at is None or session.sequence != effect.sequence:
        return _("intanto qualcuno lo ha cambiato")
    other = Closure.objects.over_session(session).first()
    if other is None:
        return ""
    # Who opens the other one again finds it there.
    ClosureEffect.objects.get_or_create(
        closure=other,
        session=session,
        defaults={"what": CALLED_OFF, "was_on": effect.was_on, "sequence": effect.sequence},
    )
    return _("è chiuso anche per un altro motivo: {why}").format(why=other.why)


def _put_back(session: Session) -> str:
    """Write that it is held; what is in the way, in words, where it stays called off."""
    before = session.cancelled_at, session.cancelled_because
    session.cancelled_at, session.cancelled_because = None, ""
    try:
        with transaction.atomic():
            session.save(update_fields=["cancelled_at", "cancelled_because", "changed_at"])
    except IntegrityError as error:
        session.cancelled_at, session.cancelled_because = before
        if (reason := planning.what_is_in_the_way(error)) is None:
            raise
        return reason
    session.refresh_from_db(fields=["sequence"])
    return ""
