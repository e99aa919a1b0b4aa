"""Thanks as who has had them reads them, and whom one who coordinates may thank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from volunteers.models import Thanks, Volunteer
from volunteers.notices import thanks_words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Comune, User

MOST = 100


class Thanked(NamedTuple):
    """A thank-you as it is read."""

    title: str
    paragraphs: tuple[str, ...]
    at: datetime


def mine(user: User) -> list[Thanked]:
    """Those that `user` has had, the last first."""
    rows = Thanks.objects.own(user).select_related("by__person")[:MOST]
    return [Thanked(thanks_words.title_of(row), thanks_words.words_of(row), row.thanked_at) for row in rows]


def whom(user: User, *, comuni: list[Comune] | None) -> list[Volunteer]:
    """Who helps, of those that `user` coordinates, in `comuni` (None: everywhere they do)."""
    rows = Volunteer.objects.coordinated_by(user).active().select_related("person")
    return list(rows if comuni is None else rows.filter(person__comune__in=comuni))
