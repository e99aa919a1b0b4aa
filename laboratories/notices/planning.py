"""What is told when a session is called off or moved: to the families who have places, and to who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import appointments
from laboratories.models import Booking, Presence, Session
from laboratories.rules import joined
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.models import Person
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

CANCELLED = "laboratories.session_cancelled"
MOVED = "laboratories.session_moved"
TELLING = "dire a chi viene che un incontro cambia"
LINK = "/famiglia/"


def tell_of_session(kind: str, session: Session, *, now: datetime) -> None:
    """Tell, in the caller's transaction, everybody who has a place in `session` or leads it: once for this change."""
    tellings = [
        Telling(
            person=person,
            key=f"{kind}:{session.pk}:{session.sequence}:{person.pk}",
            about=session,
            expires_at=session.ends_at,
        )
        for person in _who_is_told(session)
    ]
    outbox.tell_all(kind, tellings, now=now)


def _who_is_told(session: Session) -> list[Person]:
    """Who booked, or who comes where nobody is written as having booked; and the staff."""
    here = Q(pool__session=session) | Q(pool__session=None, pool__cycle=session.cycle_id)
    held = Booking.objects.for_everyone(reason=TELLING).filter(here, state=Booking.State.CONFIRMED)
    people = {booker or person for booker, person in held.values_list("party__booker", "person")}
    people |= set(session.staff.values_list("person", flat=True))
    everyone = Person.objects.for_everyone(reason=TELLING).filter(pk__in=people)
    return list(everyone.select_related("account", "comune").order_by("pk"))


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
    busy = _busy(notice.person, session)
    return Words(
        subject=_("Cambia giorno: {activity}").format(**told),
        paragraphs=(
            _("Un incontro di «{activity}» cambia giorno: ora è {when}.").format(**told),
            _("Dove: {place}.").format(place=appointments.where(session.cycle.venue)),
            *(
                [
                    _(
                        "A quell'ora {people} ha già un'altra attività: per questa volta non lo aspettiamo. "
                        "Se preferisci questa, telefonaci."
                    ).format(people=joined(busy))
                ]
                if busy
                else []
            ),
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


def _busy(person: Person | None, session: Session) -> list[str]:
    """Of those whom `person` booked, who has something else at the new hour."""
    rows = Presence.objects.for_everyone(reason=TELLING).filter(session=session, has_clash=True)
    mine = rows.filter(Q(booking__party__booker=person) | Q(person=person))
    return list(mine.order_by("person__given_name").values_list("person__given_name", flat=True))


def _calendar(session: Session, now: datetime) -> str:
    activity = str(session.cycle.activity)
    return calendar_of([appointments.event_of(session)], name=activity, written_at=now).decode()


KINDS = (
    Kind(CANCELLED, gettext_lazy("Incontro annullato"), _cancelled, needs=appointments.NEEDS),
    Kind(MOVED, gettext_lazy("Incontro spostato"), _moved, needs=appointments.NEEDS),
)
