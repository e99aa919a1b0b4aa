"""What is told when a cycle gets more dates: to who has or wants a place in it, and to who leads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import appointments, concerned
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from laboratories.models import Cycle, Session
    from networking.models import Notice

ADDED = "laboratories.sessions_added"
# More would not be read: the others are in the pages and in the calendar.
SHOWN = 8


def tell_of_added(cycle: Cycle, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell, in the caller's transaction, everybody whom the new `sessions` of `cycle` concern: once for all of them."""
    last = max(session.ends_at for session in sessions)
    tellings = [
        Telling(person=person, key=f"{ADDED}:{sessions[0].pk}:{person.pk}", about=cycle, expires_at=last)
        for person in concerned.people_of(sessions, now=now)
    ]
    outbox.tell_all(ADDED, tellings, now=now)


def _added(notice: Notice, now: datetime) -> Words | None:
    """None when nothing of the cycle is to come any more, or who is told may hear of it no longer."""
    cycle = notice.about
    if cycle is None or cycle.called_off_at is not None:
        return None
    if not concerned.may_still_hear(notice.person, cycle, now=now):
        return None
    sessions = list(
        cycle.sessions.taking_place()
        .filter(starts_at__gt=now)
        .select_related(*appointments.NEEDS)
        .order_by("starts_at")
    )
    if not sessions:
        return None
    activity = str(cycle.activity)
    events = [appointments.event_of(each) for each in sessions]
    return Words(
        subject=_("Nuove date: {activity}").format(activity=activity),
        paragraphs=(
            _("«{activity}» ha nuove date. Queste sono le prossime:").format(activity=cycle),
            *(f"– {appointments.when_of(each)}" for each in sessions[:SHOWN]),
            _("Dove: {place}.").format(place=appointments.where(cycle.venue)),
            _("Se in una di queste non potete venire, ditelo dalle pagine della famiglia o telefonando."),
        ),
        short=_("Nuove date per {activity}: le trovi nelle tue pagine.").format(activity=activity[:90]),
        link="/famiglia/",
        link_label=_("Le prossime date"),
        calendar=calendar_of(events, name=activity, written_at=now).decode(),
    )


KINDS = (
    Kind(
        ADDED,
        gettext_lazy("Nuove date di un ciclo"),
        _added,
        needs=("activity", "venue__place__comune"),
    ),
)
