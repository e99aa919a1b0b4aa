"""Who sends which notices: some at a time, under a lease, and nobody else touches them meanwhile.

The holder is a number drawn for each batch: whoever wakes after the lease has run out finds another's there, or
none, and neither sends nor writes. Leases are of the database's clock, which all senders share, whatever theirs say.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from networking.models import Notice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from networking.models.notices import NoticeQuerySet

SENDING = "spedire gli avvisi"
AT_ONCE = 25
# After so many senders that took it and never said how it went, a notice goes alone: it may be what they died of.
SUSPECT = 3


@dataclass(frozen=True)
class Batch:
    """Notices taken to be sent, the oldest first."""

    holder: uuid.UUID
    notices: list[Notice]


@transaction.atomic
def claim(channels: Collection[str], *, now: datetime, at_most: int = AT_ONCE) -> Batch:
    """Take what is due, the longest waiting first, under one lease; a batch of none when nothing is due."""
    waiting = Q(state=Notice.State.QUEUED, next_at__lte=now)
    abandoned = Q(state=Notice.State.SENDING, lease_until__lt=Now())
    ready = everyone().filter(waiting | abandoned).by(*channels).order_by("next_at", "pk")
    began = time.monotonic()
    batch = Batch(uuid.uuid4(), _apart(ready.select_for_update(skip_locked=True)[:at_most]))
    for notice in batch.notices:
        notice.is_abandoned = notice.state == Notice.State.SENDING
        notice.state, notice.holder = Notice.State.SENDING, batch.holder
        notice.attempts += 1
        notice.held_until = began + settings.NOTICES_LEASE.total_seconds()
    everyone().filter(pk__in=[notice.pk for notice in batch.notices]).update(
        state=Notice.State.SENDING,
        holder=batch.holder,
        lease_until=Now() + settings.NOTICES_LEASE,
        attempts=F("attempts") + 1,
    )
    return batch


def _apart(ready: Sequence[Notice]) -> list[Notice]:
    """What is taken together: up to a notice whose senders keep dying, or that one without the others."""
    rows = list(ready)
    for number, notice in enumerate(rows):
        if notice.state == Notice.State.SENDING and notice.attempts >= SUSPECT:
            return rows[: max(number, 1)]
    return rows


def held(notice: Notice) -> NoticeQuerySet:
    """The row, as long as it is ours: nobody took it over after our lease, nobody withdrew it."""
    return everyone().filter(pk=notice.pk, state=Notice.State.SENDING, holder=notice.holder)


def is_ours(notice: Notice) -> bool:
    """Whether it may still be sent, asked right before: half the lease must be left, more than a send takes."""
    return held(notice).filter(lease_until__gt=Now() + settings.NOTICES_LEASE / 2).exists()


@transaction.atomic
def give_back(notices: Collection[Notice]) -> None:
    """Put back what was taken and not tried: others may have it at once, and it is no attempt.

    Nobody is waited for: what somebody else is changing this moment comes back with the end of its lease.
    """
    holders = {notice.holder for notice in notices}
    mine = everyone().filter(
        pk__in=[notice.pk for notice in notices], state=Notice.State.SENDING, holder__in=holders
    )
    free = list(mine.select_for_update(skip_locked=True).values_list("pk", flat=True)) if holders else []
    everyone().filter(pk__in=free).update(
        state=Notice.State.QUEUED,
        holder=None,
        lease_until=None,
        caller=None,
        attempts=F("attempts") - 1,
    )


def everyone() -> NoticeQuerySet:
    """Every notice: the portal's own sender looks at no one's in particular."""
    return Notice.objects.for_everyone(reason=SENDING)
