"""What is told when a session is called off or moved, or a whole cycle: to the families, and to who leads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import appointments, concerned
from laboratories.models import Presence, Session
from laboratories.rules import joined
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from laboratories.models import Cycle
    from networking.models import Notice, Person

CANCELLED = "laboratories.session_cancelled"
MOVED = "laboratories.session_moved"
CALLED_OFF = "laboratories.cycle_called_off"
TELLING = "dire a chi viene che un incontro cambia"
LINK = "/famiglia/"
# The parts of the key of a session that moved from a day to another: kind, session, change, person, day.
WITH_DAY = 4


def tell_of_session(kind: str, session: Session, *, now: datetime, was_on: date | None = None) -> None:
    """Tell, in the caller's transaction, everybody whom a change of `session` concerns: once for this change.

    `was_on` is the day on which it was to be held before it moved.
    """
    before = f":{was_on.isoformat()}" if was_on else ""
    tellings = [
        Telling(
            person=person,
            key=f"{kind}:{session.pk}:{session.sequence}:{person.pk}{before}",
            about=session,
            expires_at=session.ends_at,
        )
        for person in concerned.people_of([session], now=now)
    ]
    outbox.tell_all(kind, tellings, now=now)


def tell_of_cycle(cycle: Cycle, sessions: Collection[Session], *, now: datetime) -> None:
    """Tell, in the caller's transaction, everybody who has or wants a place in `sessions` of `cycle`, or leads them."""
    tellings = [
        Telling(person=person, key=f"{CALLED_OFF}:{cycle.pk}:{person.pk}", about=cycle)
        for person in concerned.people_of(sessions, now=now)
    ]
    outbox.tell_all(CALLED_OFF, tellings, now=now)


# --- their words, when they leave ---


def _cancelled(notice: Notice, now: datetime) -> Words | None:
    """None when it is held after all, or changed again: that has words of its own."""
    session = _as_told(notice, now)
    if session is None or session.cancelled_at is None:
        return None
    told = {"activity": session.cycle.activity, "when": appointments.when_of(session)}
    why = session.cancelled_because
    return Words(
        subject=_("Annullato: {activity}").format(**told),
        paragraphs=(
            _("L'incontro di «{activity}» di {when} non si tiene.").format(**told),
            *([_("Perché: {why}.").format(why=why.rstrip("."))] if why else []),
            _("Non devi fare niente: gli altri incontri restano come sono."),
        ),
        short=_("Annullato: {activity}, {day}.").format(
            activity=str(session.cycle.activity)[:90], day=f"{session.local_date:%d/%m}"
        ),
        link=LINK,
        link_label=_("Le prossime date"),
        calendar=_calendar(session, now),
    )


def _moved(notice: Notice, now: datetime) -> Words | None:
    """None when it changed again, or was called off: that has words of its own."""
    session = _as_told(notice, now)
    if session is None or session.cancelled_at is not None:
        return None
    told = {"activity": session.cycle.activity, "when": appointments.when_of(session)}
    was_on = _was_on(notice)
    return Words(
        subject=_("Incontro spostato: {activity}").format(**told),
        paragraphs=(
            _("L'incontro di «{activity}» di {day} è spostato: ora è {when}.").format(day=was_on, **told)
            if was_on
            else _("Un incontro di «{activity}» è spostato: ora è {when}.").format(**told),
            _("Dove: {place}.").format(place=_where(session)),
            *busy_lines(notice.person, session, now),
        ),
        short=_("{activity}: l'incontro si sposta al {day} alle {hour}.").format(
            activity=str(session.cycle.activity)[:80],
            day=f"{session.local_date:%d/%m}",
            hour=f"{session.local_start:%H:%M}",
        ),
        link=LINK,
        link_label=_("Le prossime date"),
        calendar=_calendar(session, now),
    )


def _called_off(notice: Notice, now: datetime) -> Words | None:
    """None when it is held after all, or who is told may hear of it no longer."""
    cycle = notice.about
    if cycle is None or cycle.called_off_at is None:
        return None
    if not concerned.may_still_hear(notice.person, cycle, now=now):
        return None
    activity, why = cycle.activity, cycle.called_off_because
    to_come = cycle.sessions.filter(starts_at__gt=cycle.called_off_at).select_related(*appointments.NEEDS)
    events = [appointments.event_of(each) for each in to_come]
    return Words(
        subject=_("Annullato: {activity}").format(activity=activity),
        paragraphs=(
            _("«{activity}» non si tiene: tutti gli incontri che mancavano sono annullati.").format(
                activity=cycle
            ),
            *([_("Perché: {why}.").format(why=why.rstrip("."))] if why else []),
            _("Le prenotazioni e la lista d'attesa sono chiuse. Non devi fare niente."),
            _("Ci dispiace. Nel calendario trovi altre attività vicine."),
        ),
        short=_(
            "Annullato: {activity}. Gli incontri che mancavano non si tengono. Non devi fare niente."
        ).format(activity=str(activity)[:70]),
        link=reverse("laboratories:calendar"),
        link_label=_("Il calendario"),
        calendar=calendar_of(events, name=str(activity), written_at=now).decode() if events else "",
    )


def _was_on(notice: Notice) -> str:
    """The day that the session had before, as it was told; empty where it is the same, or was not written."""
    parts = notice.key.split(":")
    day = date.fromisoformat(parts[4]) if len(parts) > WITH_DAY else None
    return date_format(day, "l j F").lower() if day and day != notice.about.local_date else ""


def _where(session: Session) -> str:
    """The address, and the room."""
    place = appointments.where(session.cycle.venue)
    return (
        f"{place}, {session.room}" if session.room and not session.cycle.venue.place.is_protected else place
    )


def _as_told(notice: Notice, now: datetime) -> Session | None:
    """The session, while it is as the notice was written for, and whoever is told may still hear of it."""
    session = notice.about
    if session is None or notice.key.split(":")[2] != str(session.sequence):
        return None
    return session if concerned.may_still_hear(notice.person, session.cycle, now=now) else None


def busy_lines(person: Person | None, session: Session, now: datetime) -> list[str]:
    """Of `person` and those for whom they answer, who has something else at the hour of `session`, in words."""
    if person is None:
        return []
    rows = Presence.objects.for_everyone(reason=TELLING).filter(session=session, has_clash=True)
    mine = rows.filter(concerned.of_hearer(person, now=now))
    busy = mine.order_by("person__given_name").values_list("person__given_name", flat=True)
    if not busy:
        return []
    return [
        _(
            "A quell'ora {people} ha già un'altra attività: per questa volta non lo aspettiamo. "
            "Se preferisci questa, telefonaci."
        ).format(people=joined(busy))
    ]


def _calendar(session: Session, now: datetime) -> str:
    activity = str(session.cycle.activity)
    return calendar_of([appointments.event_of(session)], name=activity, written_at=now).decode()


KINDS = (
    Kind(CANCELLED, gettext_lazy("Incontro annullato"), _cancelled, needs=appointments.NEEDS),
    Kind(MOVED, gettext_lazy("Incontro spostato"), _moved, needs=appointments.NEEDS),
    Kind(
        CALLED_OFF,
        gettext_lazy("Ciclo annullato"),
        _called_off,
        needs=("activity", "venue__place__comune"),
    ),
)
