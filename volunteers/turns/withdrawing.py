"""Giving a turn back: the volunteer, or who coordinates for somebody who telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from networking import facts
from volunteers.models import LIVE, Assignment
from volunteers.notices import turns as notices

from .looking import look_again
from .refusing import TurnError, held_row, in_words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

GIVEN_BACK = "volunteers.turn_withdrawn"


def withdraw(
    assignment: UUID, *, by: User, because: str, now: datetime, on_behalf: bool = False
) -> Assignment:
    """Give the turn back, saying why; `on_behalf` of who telephoned. Twice is once. Raises TurnError."""
    with in_words():
        row = held_row(assignment)
        if row.state == Assignment.State.WITHDRAWN:
            return row
        if row.state not in {*LIVE, Assignment.State.SUSPENDED}:
            raise TurnError(_("Qui non c'è più niente da disdire."))
        if row.request.starts_at <= now:
            raise TurnError(_("Il turno è già cominciato: telefona a chi coordina."))
        row.state, row.by, row.answered_at, row.ended_because = Assignment.State.WITHDRAWN, by, now, because
        row.save()
        facts.record(GIVEN_BACK, row, now=now, on_behalf=on_behalf)
        notices.tell_withdrawn(row, now=now)
        # A minor stays only while an adult does.
        look_again(row.request_id)
    return row
