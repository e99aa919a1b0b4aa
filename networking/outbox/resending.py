"""Beginning again what was given up: somebody has read why, and mended it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from networking.models import ContactChannel, Notice, NoticeTry

from .choosing import first_channel
from .kinds import kinds
from .telling import first_try

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from networking.models.notices import NoticeQuerySet


@transaction.atomic
def send_again(notices: NoticeQuerySet, *, by: User, now: datetime) -> int:
    """Put back what is dead among `notices`, by the best channel its person has today; how many."""
    dead = list(notices.dead().select_related("person__account").select_for_update(of=("self",)))
    for notice in dead:
        notice.tries.create(at=now, channel=notice.channel, outcome=NoticeTry.Outcome.SENT_AGAIN, by=by)
        _begin_again(notice, now)
    return len(dead)


def _begin_again(notice: Notice, now: datetime) -> None:
    kind = kinds().get(notice.kind)
    channel = None
    if notice.person is not None and kind is not None:
        channel = first_channel(notice.person, kind.channels, now=now, expires_at=notice.expires_at)
    notice.channel = channel or (notice.channel if notice.person is None else ContactChannel.PAGES)
    notice.state, notice.attempts, notice.begun_at = Notice.State.QUEUED, 0, None
    notice.next_at = first_try(notice.channel, notice.due_at, now=now)
    notice.next_at = max(notice.next_at, now)
    notice.closed_at, notice.reason, notice.last_error = None, "", ""
    notice.save()
