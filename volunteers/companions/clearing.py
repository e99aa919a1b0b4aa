"""Taking the meetings ahead of a pair away, without a message for each: whoever calls says it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking import outbox
from volunteers.models import LIVE, Assignment, HelpRequest
from volunteers.notices.turn_words import ACCEPTED, REMINDER

from .refusing import ACTING

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import User
    from volunteers.models import Companionship


def clear(
    pair: Companionship, *, by: User | None, because: str, now: datetime, since: date | None = None
) -> list[HelpRequest]:
    """Call off the meetings of `pair`, held by the caller, that have not begun; from `since` on, where it says so."""
    turns = HelpRequest.objects.filter(companionship=pair, starts_at__gt=now, cancelled_at=None)
    turns = turns if since is None else turns.filter(local_date__gte=since)
    found = list(turns.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for turn in found:
        call_off(turn, by=by, because=because, now=now)
    return found


def call_off(turn: HelpRequest, *, by: User | None, because: str, now: datetime) -> None:
    """Call one meeting off, its volunteer and itself held by the caller."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        request=turn, state__in=(*LIVE, Assignment.State.SUSPENDED)
    )
    for row in rows:
        why = _("L'incontro non c'è più.")
        outbox.withdraw(about=row, kinds=(ACCEPTED, REMINDER), now=now, why=why)
    # Ended first: the database suspends whoever is still in a turn that closes.
    rows.update(state=Assignment.State.CANCELLED, by=by, answered_at=now, ended_because=because[:200])
    turn.cancelled_at, turn.cancelled_because = now, because[:200]
    turn.save(update_fields=["cancelled_at", "cancelled_because"])
