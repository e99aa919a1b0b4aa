"""«I miei turni»: what is asked, what comes, what has been."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from volunteers.eligibility import reasons_of_suspension
from volunteers.models import Assignment

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

MOST = 50


class Mine(NamedTuple):
    """One's turns, the next first; those past, the last first."""

    asked: list[Assignment]
    coming: list[Assignment]
    suspended: list[tuple[Assignment, list[str]]]
    past: list[Assignment]


def mine(user: User, *, now: datetime) -> Mine:
    """The turns of `user`. One question, however many; the past ones as far as a page holds."""
    state = Assignment.State
    rows = Assignment.objects.of_volunteer(user).select_related("request__kind", "request__comune")
    ahead = list(rows.filter(request__ends_at__gt=now).order_by("request__starts_at", "id"))
    past = rows.filter(request__ends_at__lte=now, state__in=(state.ACCEPTED, state.DONE, state.ABSENT))
    is_late = {row.pk: row.answer_by is not None and row.answer_by <= now for row in ahead}
    return Mine(
        asked=[row for row in ahead if row.state == state.INVITED and not is_late[row.pk]],
        coming=[row for row in ahead if row.state == state.ACCEPTED],
        suspended=[(row, reasons_of_suspension(row)) for row in ahead if row.state == state.SUSPENDED],
        past=list(past.order_by("-request__starts_at", "id")[:MOST]),
    )
