"""What is told when a session is called off or moved: to the families, and to who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import appointments, concerned
from laboratories.models import Presence, Session
from laboratories.rules import joined
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice, Person

CANCELLED = "laboratories.session_cancelled"
MOVED = "laboratories.session_moved"
TELLING = "dire a chi viene che un incontro cambia"
LINK = "/famiglia/"


def tell_of_session(kind: str, session: Session, *, now: datetime) -> None:
    """Tell, in the caller's transaction, everybody whom a change of `session` concerns: once for this change."""
    tellings = [
        Telling(
            person=person,
            key=f"{kind}:{session.pk}:{session.sequence}:{person.pk}",
            about=session,
            expires_at=session.ends_at,
        )
        for person in concerned.people_of([session], now=now)
    ]
    outbox.tell_all(kind, tellings, now=now)


# --- their words, when they leave ---


def _cancelled(notice: Notice, now: datetime) -> Words | None:
    """None when it is held after all, or changed again: that has words of its own."""
    session = _as_told(notice)
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
    session = _as_told(notice)
    if session is None or session.cancelled_at is not None:
        return None
    told = {"activity": session.cycle.activity, "when": appointments.when_of(session)}
    return Words(
        subject=_("Cambia giorno: {activity}").format(**told),
        paragraphs=(
            _("Un incontro di «{activity}» cambia giorno: ora è {when}.").format(**told),
            _("Dove: {place}.").format(place=appointments.where(session.cycle.venue)),
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


def _as_told(notice: Notice) -> Session | None:
    """The session, while it is as the notice was written for."""
    session = notice.about
    if session is None or notice.key.split(":")[2] != str(session.sequence):
        return None
    return session


def busy_lines(person: Person | None, session: Session, now: datetime) -> list[str]:
    """Of those whom `person` booked or answers for, who has something else at the hour of `session`, in words."""
    if person is None:
        return []
    rows = Presence.objects.for_everyone(reason=TELLING).filter(session=session, has_clash=True)
    answered_for = Q(person__in=concerned.children_of(person, now=now))
    mine = rows.filter(Q(booking__party__booker=person) | Q(person=person) | answered_for)
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
)
