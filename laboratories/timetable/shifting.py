"""Holding a session on the first day on which it can be held, when its own is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from laboratories.timetable import planning
from laboratories.timetable.dates import RECOVERED_WITHIN, Meeting, free_days

if TYPE_CHECKING:
    from datetime import date

    from laboratories.models import Session

# After so long a meeting that was moved is another one: who comes has other plans.
HORIZON = timedelta(days=28)


def shift(session: Session) -> str:
    """Move `session`, same hours and same room, to the first day on which nothing is in the way; nobody is told.

    Why it could not, in words; empty where it was moved. In the caller's transaction, which holds the session.
    """
    lost = Meeting(session.local_date, session.local_start, session.local_end)
    until = min(lost.day + HORIZON, session.cycle.last_day + RECOVERED_WITHIN)
    others = session.cycle.sessions.exclude(pk=session.pk)
    calendars = planning.calendars_of(session.cycle)
    taken = set(others.values_list("local_date", "local_start"))
    why = _("non c'è un giorno libero")
    for number, day in enumerate(free_days(lost, taken=taken, until=until, calendars=calendars)):
        in_the_way = _put(session, day)
        if not in_the_way:
            return ""
        # The first is the day one would have chosen.
        why = why if number else in_the_way
    return _("{why}, fino al {day}").format(why=why, day=date_format(until, "j F"))


def _put(session: Session, day: date) -> str:
    """Write the new day; what is in the way, in words, where it stays as it was."""
    before = session.local_date
    session.local_date = day
    try:
        with transaction.atomic():
            session.save(update_fields=["local_date", "changed_at"])
    except IntegrityError as error:
        session.local_date = before
        if (reason := planning.what_is_in_the_way(error)) is None:
            raise
        return reason
    session.refresh_from_db(fields=["sequence", "local_date", "starts_at", "ends_at"])
    return ""
