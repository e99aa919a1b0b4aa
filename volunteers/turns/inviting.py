"""Asking volunteers for a turn: who coordinates asks, and they have two days to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from volunteers.models import Assignment
from volunteers.notices import turns as notices

from .refusing import FULL, TurnError, hold, in_words, refuse_if_over, row_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from networking.models import User
    from volunteers.models import HelpRequest, Volunteer

TIME_TO_ANSWER = timedelta(days=2)


class Asked(NamedTuple):
    """Who was asked, and who could not be, with every reason."""

    made: list[Assignment]
    refused: list[tuple[Volunteer, list[str]]]


def invite(volunteers: Collection[Volunteer], request: HelpRequest, *, by: User, now: datetime) -> Asked:
    """Ask each of `volunteers` for `request`; who may not is not asked, and the others are.

    They answer within two days, and before the turn begins. Raises TurnError for a turn that is over or full.
    """
    asked = Asked([], [])
    with in_words():
        turn = hold([volunteer.pk for volunteer in volunteers], request.pk)
        refuse_if_over(turn, now)
        if turn.taken >= turn.places:
            raise TurnError(FULL)
        for volunteer in sorted(volunteers, key=lambda each: each.pk):
            try:
                with in_words():
                    asked.made.append(_ask(volunteer, turn, by, now))
            except TurnError as error:
                asked.refused.append((volunteer, error.sentences))
    return asked


def _ask(volunteer: Volunteer, turn: HelpRequest, by: User, now: datetime) -> Assignment:
    """Whoever was asked already is not asked again."""
    row = row_of(volunteer.pk, turn.pk)
    if row is not None and row.state in {Assignment.State.INVITED, Assignment.State.ACCEPTED}:
        return row
    row = row or Assignment(volunteer=volunteer, request=turn, source=Assignment.Source.COORDINATOR)
    row.state, row.by, row.made_at, row.answered_at = Assignment.State.INVITED, by, now, None
    row.answer_by = min(now + TIME_TO_ANSWER, turn.starts_at)
    row.save()
    notices.tell_invited(row, now=now)
    return row
