"""Which way a notice goes: chosen when it is written, and anew whenever that way fails or its person changes.

Whoever chooses anew asks here: a way that fails (`recording`), another preference, other contacts, a wrong number
(`preferring`), a notice given up that staff send again (`resending`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networking.models import ContactChannel, Notice

from .choosing import LETTER_LEAD, first_channel
from .kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


@dataclass(frozen=True)
class Route:
    """By which channel, and when the first try is."""

    channel: str
    next_at: datetime

    @property
    def from_the_start(self) -> dict[str, Any]:
        """The columns of a notice that sets out this way: whatever was tried on another is no try of this."""
        return {
            "state": Notice.State.QUEUED,
            "channel": self.channel,
            "next_at": self.next_at,
            "attempts": 0,
            "begun_at": None,
            "address": "",
        }


def route_of(notice: Notice, *, now: datetime, besides: Collection[str] = ()) -> Route | None:
    """The best way to tell the person of `notice`, as they are today, in time and not among `besides`.

    None where there is none, where its kind is no longer told, and for what goes to an address and to nobody.
    """
    kind = kinds().get(notice.kind)
    if notice.person is None or kind is None:
        return None
    letter_leaves_at = max(now, notice.due_at - LETTER_LEAD)
    channel = first_channel(
        notice.person, kind.channels, now=letter_leaves_at, expires_at=notice.expires_at, besides=besides
    )
    if channel is None:
        return None
    # A letter leaves early enough to be there in time.
    return Route(channel, letter_leaves_at if channel == ContactChannel.LETTER else max(now, notice.due_at))
