"""Closing and opening again: what touches few sessions at once, what touches many by a worker, with a page to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laboratories.models import Closure
from laboratories.timetable import closing, reopening
from networking import jobs
from networking.jobs import Kind, RefusedError, Result, Tell
from networking.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import User

CLOSE, REOPEN = "laboratories.close", "laboratories.reopen"
# Up to so many sessions nobody waits more than a second or two: they are done while the page loads.
SESSIONS_AT_ONCE = 50
MOST_A_DAY = 100
# Families book meanwhile: whoever met in a circle begins again.
DEADLOCK, TRIES = "40P01", 3
NOT_YOURS = gettext_lazy("Non è più il tuo territorio: non è stato cambiato niente.")


# --- asking ---


def close(closure: Closure, *, by: User, now: datetime, move: bool, key: str = "") -> Closure | Job:
    """Close at once, or ask a worker where many sessions are touched: what leads to what is being done.

    Raises what `closing.close` does, and TooManyError.
    """
    if closing.touched_by(closure, now=now).count() <= SESSIONS_AT_ONCE:
        _patiently(lambda: closing.close(closure, by=by, now=now, move=move, key=key))
        return closure
    with transaction.atomic():
        closing.write(closure, by=by, now=now, move=move, key=key)
        return _ask(CLOSE, closure, by, now)


def go_on(closure: Closure, *, by: User, now: datetime) -> Closure | Job:
    """Do again what a worker could not end. Raises NotYoursError, TooManyError."""
    if not closing.may_close(closure, by=by):
        raise closing.NotYoursError
    return closure if closure.settled_at or closure.ended_at else _ask(CLOSE, closure, by, now)


def reopen(closure: Closure, *, by: User, now: datetime) -> Closure | Job:
    """Open again at once, or ask a worker. Raises what `reopening.reopen` does, and TooManyError."""
    if not closing.may_close(closure, by=by):
        raise closing.NotYoursError
    if closure.effects.count() <= SESSIONS_AT_ONCE:
        _patiently(lambda: reopening.reopen(closure, by=by, now=now))
        return closure
    if not reopening.can_reopen(closure, now=now):
        raise reopening.NothingToReopenError
    return _ask(REOPEN, closure, by, now)


def at_work_on(closure: Closure, *, by: User) -> Job | None:
    """What `by` has asked a worker to do about `closure`, while it is not over."""
    mine = Job.objects.visible_to(by).unfinished().filter(kind__in=(CLOSE, REOPEN))
    return mine.filter(parameters__closure=closure.pk).first()


def _ask(kind: str, closure: Closure, by: User, now: datetime) -> Job:
    return jobs.ask(kind, by=by, now=now, parameters={"closure": closure.pk}, most_a_day=MOST_A_DAY)


def _patiently(act: Callable[[], object]) -> None:
    for left in reversed(range(TRIES)):
        try:
            act()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) != DEADLOCK or not left:
                raise
        else:
            return


# --- doing ---


def settle(job: Job, tell: Tell) -> Result:
    """Call off or move all its sessions, or none."""
    closure = _closure(job)
    if not closing.may_close(closure, by=job.requested_by):
        raise RefusedError(str(NOT_YOURS))
    done = closing.settle(closure, now=timezone.now(), told=_telling(tell))
    outcome = _("{cancelled}, {moved}.").format(
        cancelled=ngettext("%d incontro annullato", "%d incontri annullati", len(done.cancelled))
        % len(done.cancelled),
        moved=ngettext("%d spostato", "%d spostati", len(done.moved)) % len(done.moved),
    )
    return Result(outcome=outcome, leads_to=closure.get_absolute_url())


def open_again(job: Job, tell: Tell) -> Result:
    """Hold its sessions again, all those that can be."""
    closure = _closure(job)
    try:
        done = reopening.reopen(closure, by=job.requested_by, now=timezone.now(), told=_telling(tell))
    except closing.NotYoursError:
        raise RefusedError(str(NOT_YOURS)) from None
    except reopening.NothingToReopenError:
        raise RefusedError(_("Era già riaperto: non c'era più niente da fare.")) from None
    back = len(done.back)
    outcome = ngettext("%d incontro torna in programma.", "%d incontri tornano in programma.", back) % back
    return Result(outcome=outcome, leads_to=closure.get_absolute_url())


def _telling(tell: Tell) -> Callable[[int, int], None]:
    def told(done: int, of: int) -> None:
        tell(100 * done // max(of, 1), _("Incontro {number} di {all}").format(number=done + 1, all=of))

    return told


def _closure(job: Job) -> Closure:
    return Closure.objects.select_related("comune", "venue__place__comune", "room__venue__place__comune").get(
        pk=job.parameters["closure"]
    )


def _page(job: Job) -> str:
    return reverse("laboratories:closure_detail", args=[job.parameters["closure"]])


JOBS = (
    Kind(
        CLOSE,
        label=gettext_lazy("Annullare gli incontri di una chiusura"),
        title=lambda job: _("Chiusura: {where}").format(where=_closure(job).where),
        do=settle,
        ready=gettext_lazy("Gli incontri sono sistemati, e avvisiamo tutti."),
        failed=gettext_lazy("Gli incontri non sono stati cambiati."),
        leads_label=gettext_lazy("Guarda che cosa è cambiato"),
        back=_page,
        back_label=gettext_lazy("Torna alla chiusura"),
        is_atomic=True,
        is_steady=True,
    ),
    Kind(
        REOPEN,
        label=gettext_lazy("Riaprire dopo una chiusura"),
        title=lambda job: _("Riapertura: {where}").format(where=_closure(job).where),
        do=open_again,
        ready=gettext_lazy("Si è riaperto, e avvisiamo tutti."),
        failed=gettext_lazy("È rimasto chiuso."),
        leads_label=gettext_lazy("Guarda che cosa è cambiato"),
        back=_page,
        back_label=gettext_lazy("Torna alla chiusura"),
        is_atomic=True,
        is_steady=True,
    ),
)
