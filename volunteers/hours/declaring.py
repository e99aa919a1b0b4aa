"""Being there, and saying how long one stayed: the volunteer, or who coordinates for somebody who telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import facts
from volunteers.models import Assignment, HoursLog

from .refusing import held, in_words, refuse

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import HelpRequest

DECLARED = "volunteers.hours_declared"
State = HoursLog.State


def minutes_of(turn: HelpRequest) -> int:
    """How many minutes really pass between its beginning and its end, whatever the clocks do that night."""
    return int((turn.ends_at - turn.starts_at).total_seconds() // 60)


def arrive(assignment: UUID, *, now: datetime) -> HoursLog:
    """Say «I am here». Twice is once. Raises HoursError."""
    with in_words():
        row, log = held(assignment)
        if log is not None:
            return log
        return HoursLog.objects.create(assignment=row, state=State.PRESENT, checked_in_at=now)


def declare(assignment: UUID, *, minutes: int, by: User, now: datetime, on_behalf: bool = False) -> HoursLog:
    """Say how long one stayed; `on_behalf` of who telephoned. The turn is then done. Raises HoursError.

    Until somebody confirms them they may be said again.
    """
    with in_words():
        row, log = held(assignment)
        log = log or HoursLog(assignment=row)
        if log.state == State.VALIDATED:
            refuse("confirmed_hours_stay")
        log.state, log.words = State.DECLARED, ""
        log.minutes_declared, log.declared_at, log.declared_by = minutes, now, by
        log.save()
        if row.state == Assignment.State.ACCEPTED:
            row.state = Assignment.State.DONE
            row.save(update_fields=["state"])
        facts.record(DECLARED, log, now=now, on_behalf=on_behalf)
    return log
