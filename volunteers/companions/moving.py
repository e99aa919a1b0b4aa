"""Moving one meeting, or leaving it out: the volunteer does it in one step, as people do among themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volunteers.eligibility import reasons_of_suspension
from volunteers.models import Assignment, HelpRequest

from .clearing import call_off
from .refusing import ACTING, PairError, held, in_words

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from networking.models import User


def move(turn: HelpRequest, *, to: date, hours: tuple[time, time], by: User, now: datetime) -> HelpRequest:
    """Put a meeting that has not begun on another day or hour. Raises PairError: past, or something else then."""
    with in_words():
        row = _held(turn, now)
        row.local_date, row.local_start, row.local_end = to, *hours
        row.save(update_fields=["local_date", "local_start", "local_end"])
        row.refresh_from_db()
        if row.starts_at <= now:
            raise PairError(_("Il nuovo giorno deve ancora venire."))
        # The database suspends whoever cannot come then: here it is not done at all.
        suspended = Assignment.objects.for_everyone(reason=ACTING).filter(
            request=row, state=Assignment.State.SUSPENDED
        )
        if (first := suspended.first()) is not None:
            raise PairError(*reasons_of_suspension(first))
    return row


def skip(turn: HelpRequest, *, by: User, now: datetime) -> None:
    """Leave a meeting that has not begun out; the ones after stay. Twice is once. Raises PairError."""
    with in_words():
        row = _held(turn, now)
        if row.cancelled_at is None:
            call_off(row, by=by, because=_("Saltato."), now=now)


def _held(turn: HelpRequest, now: datetime) -> HelpRequest:
    assert turn.companionship_id is not None
    held(turn.companionship_id)
    row = HelpRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=turn.pk)
    if row.starts_at <= now:
        raise PairError(_("L'incontro è già cominciato: scrivi com'è andata."))
    return row
