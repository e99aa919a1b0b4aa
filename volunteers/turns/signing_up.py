"""Signing up for a turn by oneself, where its kind of help allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from volunteers.models import Assignment
from volunteers.notices import turns as notices

from .refusing import TurnError, hold, in_words, refuse_if_over, row_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from volunteers.models import HelpRequest, Volunteer


def sign_up(volunteer: Volunteer, request: HelpRequest, *, by: User, now: datetime) -> Assignment:
    """Put `volunteer` into `request`, or say yes to the invitation they have; twice is once. Raises TurnError."""
    with in_words():
        turn = hold([volunteer.pk], request.pk)
        refuse_if_over(turn, now)
        row = row_of(volunteer.pk, turn.pk)
        if row is not None and row.state == Assignment.State.ACCEPTED:
            return row
        is_asked = row is not None and row.state == Assignment.State.INVITED
        is_open = turn.kind.may_sign_up and not turn.by_proposal_only
        if turn.published_at is None or turn.published_at > now or not (is_open or is_asked):
            raise TurnError(_("Per questo turno chiama chi coordina: non ci si segna da sé."))
        row = row or Assignment(volunteer=volunteer, request=turn, source=Assignment.Source.SELF, made_at=now)
        row.state, row.by, row.answered_at = Assignment.State.ACCEPTED, by, now
        row.save()
        notices.tell_accepted(row, now=now)
    return row
