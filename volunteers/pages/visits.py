"""«Le mie visite»: whom one keeps company, when next, and how it went. Only while the pair is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from networking.residence import postal_lines
from volunteers.models import Assignment, Companionship, HelpRequest, Volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

OWN = "gli incontri di chi li chiede"
MOST_AHEAD = 3


class Visit(NamedTuple):
    """A pair for its volunteer; `where` and the telephone only while they may come, `to_tell` what was not told yet."""

    pair: Companionship
    ahead: list[HelpRequest]
    to_tell: list[HelpRequest]
    where: list[str]
    phone: str

    @property
    def next(self) -> HelpRequest | None:
        """The next meeting."""
        return self.ahead[0] if self.ahead else None


def visits(user: User, *, now: datetime) -> list[Visit]:
    """The open pairs of `user`. Two questions, however many."""
    pairs = Companionship.objects.of_volunteer(user).select_related(
        "person__comune__zone", "person__zone", "volunteer"
    )
    found = list(pairs)
    rows = Assignment.objects.for_everyone(reason=OWN).filter(
        volunteer__person__account=user,
        request__companionship__in=[pair.pk for pair in found],
        state=Assignment.State.ACCEPTED,
        request__cancelled_at=None,
    )
    turns: dict[object, list[HelpRequest]] = {}
    for row in rows.select_related("request").order_by("request__starts_at", "pk"):
        turns.setdefault(row.request.companionship_id, []).append(row.request)
    return [_visit(pair, turns.get(pair.pk, []), now) for pair in found]


def _visit(pair: Companionship, turns: list[HelpRequest], now: datetime) -> Visit:
    # Who has lost what the help asks for does not come, and need not know where.
    may = pair.volunteer.state == Volunteer.State.ACTIVE
    return Visit(
        pair,
        ahead=[turn for turn in turns if turn.starts_at > now][:MOST_AHEAD],
        to_tell=[turn for turn in turns if turn.starts_at <= now],
        where=list(postal_lines(pair.person)) if may else [],
        phone=pair.person.phone if may else "",
    )
