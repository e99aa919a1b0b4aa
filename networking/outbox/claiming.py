"""Who sends which notices: some at a time, under a lease, and nobody else touches them meanwhile.

The holder is a number drawn for each batch: whoever wakes after the lease has run out finds another's there, or
none, and neither sends nor writes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from networking.models import Notice

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from networking.models.notices import NoticeQuerySet

SENDING = "spedire gli avvisi"
AT_ONCE = 25


@dataclass(frozen=True)
class Batch:
    """Notices taken to be sent, the oldest first."""

    holder: uuid.UUID
    notices: list[Notice]


@transaction.atomic
def claim(channels: Collection[str], *, now: datetime, at_most: int = AT_ONCE) -> Batch:
    """Take what is due, the longest waiting first, under one lease; a batch of none when nothing is due."""
    ready = everyone().ready(now).by(*channels).order_by("next_at", "pk")
    batch = Batch(uuid.uuid4(), list(ready.select_for_update(skip_locked=True)[:at_most]))
    for notice in batch.notices:
        notice.state, notice.holder = Notice.State.SENDING, batch.holder
        notice.attempts += 1
        notice.lease_until = now + settings.NOTICES_LEASE
    everyone().filter(pk__in=[notice.pk for notice in batch.notices]).update(
        state=Notice.State.SENDING,
        holder=batch.holder,
        lease_until=now + settings.NOTICES_LEASE,
        attempts=F("attempts") + 1,
    )
    return batch


def held(notice: Notice) -> NoticeQuerySet:
    """The row, as long as it is ours: nobody took it over after our lease, nobody withdrew it."""
    return everyone().filter(pk=notice.pk, state=Notice.State.SENDING, holder=notice.holder)


def is_ours(notice: Notice, *, now: datetime) -> bool:
    """Whether it may still be sent, asked right before: half the lease must be left, more than any send takes."""
    return held(notice).filter(lease_until__gt=now + settings.NOTICES_LEASE / 2).exists()


def give_back(notices: Collection[Notice]) -> None:
    """Put back what was taken and not tried: others may have it at once, and it is no attempt."""
    for notice in notices:
        held(notice).update(
            state=Notice.State.QUEUED, holder=None, lease_until=None, attempts=F("attempts") - 1
        )


def everyone() -> NoticeQuerySet:
    """Every notice: the portal's own sender looks at no one's in particular."""
    return Notice.objects.for_everyone(reason=SENDING)
