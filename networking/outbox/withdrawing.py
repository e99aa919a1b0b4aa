"""Taking back what has not left yet: the booking is cancelled, the meeting moved, the role prolonged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.models import Notice

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import Model

    from networking.models.notices import NoticeQuerySet

WITHDRAWING = "ritirare un avviso"


def withdraw(
    *,
    now: datetime,
    why: str,
    about: Model | None = None,
    keys: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
) -> int:
    """Withdraw what is still to be told `about` something, or for the reasons `keys`; how many.

    `kinds` narrows it. In the caller's transaction: until it commits a sender may still send what it holds, and
    then the withdrawal waits for it or finds it gone.
    """
    if about is None and keys is None:
        raise ValueError("say about what, or for which reasons")
    # What is on paper may be in the post already: it counts as told.
    notices = Notice.objects.for_everyone(reason=WITHDRAWING).filter(
        state__in=[Notice.State.QUEUED, Notice.State.SENDING]
    )
    if about is not None:
        notices = notices.about_any([about])
    if keys is not None:
        notices = notices.filter(key__in=keys)
    if kinds is not None:
        notices = notices.filter(kind__in=kinds)
    return close(notices, Notice.State.WITHDRAWN, now=now, why=why)


def close(notices: NoticeQuerySet, state: str, *, now: datetime, why: str) -> int:
    """No more tries for `notices`, which end withdrawn or dead; how many. Whoever held them holds them no longer."""
    return notices.update(
        state=state, closed_at=now, reason=why[:300], lease_until=None, holder=None, caller=None
    )


def move(
    *, keys: Collection[str], due_at: datetime, now: datetime, expires_at: datetime | None = None
) -> int:
    """Tell at another moment what has no words yet; how many. What has been tried keeps its time."""
    waiting = Notice.objects.for_everyone(reason=WITHDRAWING).filter(
        key__in=keys, state=Notice.State.QUEUED, composed_at=None
    )
    return waiting.update(due_at=due_at, next_at=max(due_at, now), expires_at=expires_at)
