"""Writing that somebody comes, who said so aloud: for who coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volunteers.models import Assignment
from volunteers.notices import turns as notices

from .refusing import BY_CONSTRAINT, TurnError, hold, in_words, refuse_if_over, row_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from volunteers.models import HelpRequest, Volunteer


def put(volunteer: Volunteer, request: HelpRequest, *, by: User, now: datetime) -> Assignment:
    """Write that `volunteer` comes to `request`, and tell them. Raises TurnError with every reason why not."""
    with in_words():
        turn = hold([volunteer.pk], request.pk)
        refuse_if_over(turn, now)
        row = row_of(volunteer.pk, turn.pk)
        if row is not None and row.state == Assignment.State.ACCEPTED:
            raise TurnError(BY_CONSTRAINT["once_in_a_turn"])
        source = Assignment.Source.COORDINATOR
        row = row or Assignment(volunteer=volunteer, request=turn, source=source, made_at=now)
        row.state, row.by, row.answered_at = Assignment.State.ACCEPTED, by, now
        row.save()
        notices.tell_accepted(row, now=now)
    return row
