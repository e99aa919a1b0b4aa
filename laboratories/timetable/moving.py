"""Moving one session to another day, hour or room, and calling one off: everybody who has a place is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories.models import PLAN_ACTIVITIES, Cycle, Session
from laboratories.notices import planning as notices
from laboratories.queue import emptying
from laboratories.timetable import clashes
from networking import facts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from laboratories.models import Room
    from laboratories.timetable.clashes import When
    from networking.models import User

CANCELLED, MOVED = "laboratories.session_cancelled", "laboratories.session_moved"
OVER = gettext_lazy("Questo incontro è già cominciato, o è stato annullato: non si può più cambiare.")
NOT_YOURS = gettext_lazy("Questo incontro non è dove programmi tu.")
# Beside which field of a form the words of each refusal belong.
FIELDS = {clashes.ROOM: "room", clashes.STAFF: "local_date", clashes.ITSELF: "local_date"}


class PlanningError(Exception):
    """The session stays as it is: `sentence` says why, and `field` which of what was typed it is about, if any."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


def move(pk: UUID, to: When, *, room: Room | None, by: User, now: datetime) -> Session:
    """Hold a session `to` another moment, or in another room; families and who leads are told. Raises PlanningError.

    Who has something else at the new hour is not expected, and their notice says so: the others are not stopped.
    """
    to = replace(to, apart_from=pk)
    try:
        with transaction.atomic():
            return _move(pk, to, room, by, now)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        people = [each.person for each in Session.objects.get(pk=pk).staff.select_related("person")]
        sentence = clashes.why(name, to, room=room, people=people)
        if not sentence:
            raise
        raise PlanningError(sentence, FIELDS[name]) from error


def _move(pk: UUID, to: When, room: Room | None, by: User, now: datetime) -> Session:
    session = _hold(pk, by, now)
    _insist(session, to, room, now)
    before = session.sequence
    was_on = session.local_date
    session.local_date, session.local_start, session.local_end = to.day, to.start, to.end
    session.room = room
    fields = ["local_date", "local_start", "local_end", "room", "changed_at"]
    session.save(update_fields=fields)
    session.refresh_from_db(fields=["sequence", "starts_at", "ends_at"])
    # Saved as it was: there is nothing to tell.
    if session.sequence != before:
        notices.tell_of_session(notices.MOVED, session, now=now, was_on=was_on)
        facts.record(MOVED, session, now=now, was_on=was_on.isoformat())
    return session


def _insist(session: Session, to: When, room: Room | None, now: datetime) -> None:
    """What the database does not ask."""
    if to.end <= to.start:
        raise PlanningError(_("L'incontro finirebbe prima di cominciare."), "local_end")
    if to.span().lower <= now:
        raise PlanningError(_("Scrivi un giorno e un'ora che devono ancora venire."), "local_date")
    if room is None:
        return
    if room.venue_id != session.cycle.venue_id:
        raise PlanningError(_("Questa sala è in un altro spazio."), "room")
    if (sentence := too_small(room, session.cycle)) is not None:
        raise PlanningError(sentence, "room")


def too_small(room: Room, cycle: Cycle) -> str | None:
    """That `room` does not hold the places of `cycle`, in a sentence; None where it does."""
    if room.most_people >= cycle.places:
        return None
    said = _("In questa sala si sta al massimo in {most}, e i posti del ciclo sono {places}.")
    return said.format(most=room.most_people, places=cycle.places)


@transaction.atomic
def call_off(pk: UUID, *, because: str, by: User, now: datetime) -> Session:
    """A session is not held: families and who leads are told why. Raises PlanningError.

    Where it was booked by itself its places end; those of a whole cycle go on with its other sessions.
    """
    session = _hold(pk, by, now)
    session.cancelled_at, session.cancelled_because = now, because
    session.save(update_fields=["cancelled_at", "cancelled_because", "changed_at"])
    session.refresh_from_db(fields=["sequence"])
    notices.tell_of_session(notices.CANCELLED, session, now=now)
    facts.record(CANCELLED, session, now=now)
    if session.cycle.unit == Cycle.Unit.SESSION:
        emptying.empty(Q(pool__session=session), by=by, now=now)
    return session


def _hold(pk: UUID, by: User, now: datetime) -> Session:
    """The session, nobody else's until the end, where `by` may still change it."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True)
    session = rows.select_related("cycle__activity", "cycle__venue__place__comune").get(pk=pk)
    if not by.scope(*PLAN_ACTIVITIES).holds(session.cycle.venue.place.comune):
        raise PlanningError(str(NOT_YOURS))
    if session.cancelled_at or session.starts_at <= now or session.opened_at:
        raise PlanningError(str(OVER))
    return session
