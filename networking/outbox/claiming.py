"""Who has which notices in hand: senders, the run that prints letters, whoever telephones; and nobody else meanwhile.

There is one way to take (`free`, `hold`) and one to put back (`give_back`). The holder is a number drawn each time:
whoever wakes after the lease has run out finds another's there, or none, and neither sends nor writes.
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
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime, timedelta

    from networking.models import User
    from networking.models.notices import NoticeQuerySet

SENDING = "spedire gli avvisi"
AT_ONCE = 25
# After so many senders that took it and never said how it went, a notice goes alone: it may be what they died of.
SUSPECT = 3
# Seconds between the tries to have rows that somebody has locked.
PAUSES = (0, 0.01, 0.03, 0.1, 0.3, 1)


@dataclass(frozen=True)
class Batch:
    """Notices taken together, in the order in which they are told."""

    holder: uuid.UUID
    notices: list[Notice]


@transaction.atomic
def claim(channels: Collection[str], *, now: datetime, at_most: int = AT_ONCE) -> Batch:
    """Take what is due, the longest waiting first, under one lease; a batch of none when nothing is due."""
    waiting = Q(state=Notice.State.QUEUED, next_at__lte=now)
    abandoned = Q(state=Notice.State.SENDING, lease_until__lt=Now())
    # By no other column: in a burst all are due together, and each claim would sort them all.
    ready = everyone().filter(waiting | abandoned).by(*channels).order_by("next_at")
    return hold(_apart(free(ready)[:at_most]), lease=settings.NOTICES_LEASE)


def free(rows: NoticeQuerySet) -> NoticeQuerySet:
    """Those of `rows` that nobody is changing this moment, locked until the transaction ends; waits for no one."""
    return rows.select_for_update(skip_locked=True, of=("self",))


def hold(
    notices: Iterable[Notice], *, lease: timedelta, now: datetime | None = None, caller: User | None = None
) -> Batch:
    """Take `notices`, which the caller's transaction has locked, for as long as `lease`: one more attempt of each.

    Leases are of the database's clock, which all senders share, whatever theirs say; `now`: of the clock of the page
    on which `caller` reads until when.
    """
    # Before the database's: our own clock must not say longer.
    began = time.monotonic()
    batch = Batch(uuid.uuid4(), list(notices))
    lease_until = None if now is None else now + lease
    for notice in batch.notices:
        # Whoever began a call and never said how it went has not died of its words.
        notice.is_abandoned = notice.state == Notice.State.SENDING and caller is None
        notice.state, notice.holder, notice.lease_until = Notice.State.SENDING, batch.holder, lease_until
        notice.caller, notice.attempts = caller, notice.attempts + 1
        notice.held_until = began + lease.total_seconds()
    everyone().filter(pk__in=[notice.pk for notice in batch.notices]).update(
        state=Notice.State.SENDING,
        holder=batch.holder,
        lease_until=lease_until or Now() + lease,
        caller=caller,
        attempts=F("attempts") + 1,
    )
    return batch


def _apart(ready: Iterable[Notice]) -> list[Notice]:
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


def give_back(notices: Collection[Notice]) -> None:
    """Put back what was taken and not tried: others may have it at once, and it is no attempt."""
    without_waiting(notices, _give_back)


@transaction.atomic
def _give_back(notices: Collection[Notice]) -> set[uuid.UUID]:
    still = set(free(_ours(notices)).values_list("pk", flat=True))
    everyone().filter(pk__in=still).update(
        state=Notice.State.QUEUED, holder=None, lease_until=None, caller=None, attempts=F("attempts") - 1
    )
    return still


def without_waiting(
    notices: Collection[Notice], act: Callable[[Collection[Notice]], set[uuid.UUID]]
) -> set[uuid.UUID]:
    """Do `act` to all that is still ours, though it passes over rows that somebody has locked; those done.

    Whoever waits for a row while holding others could make a page fail. Somebody who claims locks for a moment also
    rows that were ours already: they are asked for again. What stays locked comes back with the end of its lease.
    """
    done: set[uuid.UUID] = set()
    left = list(notices)
    for pause in PAUSES:
        if not left:
            break
        time.sleep(pause)
        done |= act(left)
        missing = [notice for notice in left if notice.pk not in done]
        ours = set(_ours(missing).values_list("pk", flat=True)) if missing else set()
        left = [notice for notice in missing if notice.pk in ours]
    return done


def _ours(notices: Collection[Notice]) -> NoticeQuerySet:
    return everyone().filter(
        pk__in=[notice.pk for notice in notices],
        state=Notice.State.SENDING,
        holder__in={notice.holder for notice in notices},
    )


def everyone() -> NoticeQuerySet:
    """Every notice: the portal's own senders look at no one's in particular."""
    return Notice.objects.for_everyone(reason=SENDING)
