"""Beginning again what was given up: somebody has read why, and mended it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from networking.models import Notice, NoticeTry

from .choosing import first_channel
from .kinds import kinds
from .telling import first_try

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from networking.models.notices import NoticeQuerySet


@transaction.atomic
def send_again(notices: NoticeQuerySet, *, by: User, now: datetime) -> int:
    """Put back what is dead among `notices`, by the best channel its person has today; how many.

    What still nobody can be told by any way stays where it is.
    """
    dead = notices.dead().select_related("person__account").select_for_update(of=("self",))
    again = [notice for notice in dead if _begins_again(notice, now)]
    for notice in again:
        notice.tries.create(at=now, channel=notice.channel, outcome=NoticeTry.Outcome.SENT_AGAIN, by=by)
        notice.save()
    return len(again)


def _begins_again(notice: Notice, now: datetime) -> bool:
    channel = _channel_of(notice, now)
    if channel is None:
        return False
    notice.channel = channel
    notice.state, notice.attempts, notice.begun_at = Notice.State.QUEUED, 0, None
    notice.next_at = max(first_try(channel, notice.due_at, now=now), now)
    notice.closed_at, notice.reason, notice.last_error = None, "", ""
    return True


def _channel_of(notice: Notice, now: datetime) -> str | None:
    """What is written to an address goes there again; a person, the way they are reached today."""
    if notice.person is None:
        return notice.channel if notice.address else None
    kind = kinds().get(notice.kind)
    if kind is None:
        return None
    return first_channel(notice.person, kind.channels, now=now, expires_at=notice.expires_at)
