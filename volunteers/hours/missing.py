"""Somebody who was to come and could not: counted, never blamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking import facts
from volunteers.models import Assignment, HoursLog

from .refusing import HoursError, held, in_words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

ABSENT = "volunteers.turn_missed"


def could_not_come(assignment: UUID, *, by: User, now: datetime, because: str = "") -> Assignment:
    """Write that they were not there. A place in a turn that is over is not given to anybody. Raises HoursError."""
    with in_words():
        row, log = held(assignment)
        if row.state == Assignment.State.ABSENT:
            return row
        if row.request.starts_at > now:
            raise HoursError(_("Il turno deve ancora cominciare."))
        if row.state not in {Assignment.State.ACCEPTED, Assignment.State.DONE}:
            raise HoursError(_("In questo turno non risulta."))
        if log is not None and log.state == HoursLog.State.VALIDATED:
            raise HoursError(_("Le sue ore sono già state confermate."))
        if log is not None:
            log.delete()
        row.state, row.ended_because, row.by = Assignment.State.ABSENT, because.strip(), by
        row.save(update_fields=["state", "ended_because", "by"])
        facts.record(ABSENT, row, now=now)
    return row
