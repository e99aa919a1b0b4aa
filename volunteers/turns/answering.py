"""Saying yes or no to an invitation: by the link of a message, or from one's own pages. Twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from volunteers.eligibility import reasons_of_suspension
from volunteers.models import Assignment
from volunteers.notices import turns as notices

from .refusing import TurnError, held_row, in_words, refuse_if_over

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

ENDED = {
    Assignment.State.EXPIRED: _("Il tempo per rispondere è finito."),
    Assignment.State.DECLINED: _("Hai già detto di no."),
    Assignment.State.WITHDRAWN: _("Hai rinunciato a questo turno."),
    Assignment.State.CANCELLED: _("Il turno è stato annullato."),
    Assignment.State.DONE: _("Il turno è già stato fatto."),
    Assignment.State.ABSENT: _("Il turno è già stato fatto."),
    Assignment.State.PROPOSED: _("Chi coordina non ha ancora confermato la proposta."),
}


def accept(assignment: UUID, *, by: User | None, now: datetime) -> Assignment:
    """Say yes. Raises TurnError: too late, taken by others, or no longer allowed; with every reason."""
    with in_words():
        row = held_row(assignment)
        if row.state == Assignment.State.ACCEPTED:
            return row
        refuse_if_over(row.request, now)
        _refuse_unless_asked(row, now)
        row.state, row.by, row.answered_at = Assignment.State.ACCEPTED, by or row.by, now
        row.save()
        notices.tell_accepted(row, now=now)
    return row


def decline(assignment: UUID, *, by: User | None, now: datetime) -> Assignment:
    """Say no. Raises TurnError where there is nothing to answer any more."""
    with in_words():
        row = held_row(assignment)
        if row.state == Assignment.State.DECLINED:
            return row
        _refuse_unless_asked(row, now)
        row.state, row.by, row.answered_at = Assignment.State.DECLINED, by or row.by, now
        row.save()
        notices.take_back(row, now=now)
    return row


def _refuse_unless_asked(row: Assignment, now: datetime) -> None:
    if row.state == Assignment.State.SUSPENDED:
        raise TurnError(*reasons_of_suspension(row))
    if row.state == Assignment.State.ACCEPTED:
        raise TurnError(_("Hai già detto di sì: se non puoi più, rinuncia dai tuoi turni."))
    if row.state != Assignment.State.INVITED:
        raise TurnError(ENDED[Assignment.State(row.state)])
    if row.answer_by is not None and row.answer_by <= now:
        raise TurnError(ENDED[Assignment.State.EXPIRED])
