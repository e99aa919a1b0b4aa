"""Which letters are printed now: those of a place at a time, whole people, each held by one run alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from networking.models import ContactChannel, Notice
from networking.outbox.claiming import everyone, free, hold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from networking.models.notices import NoticeQuerySet

# Where somebody lives: a comune, or for who lives outside the zone that follows them; neither where it is not known.
Place = tuple[int | None, int | None]
EVERYWHERE = Q()
# As many envelopes as one prints, folds and posts together, and as many pages as fit in memory.
PEOPLE_AT_ONCE = 100
# A hundred letters are drawn in half a minute, on a machine that does other work too.
LEASE = timedelta(minutes=10)
ALONE = "SELECT pg_advisory_xact_lock(hashtext('networking_letters'))"


def one_at_a_time() -> None:
    """Until this transaction ends nobody else takes, files, posts or undoes letters: moments, and no deadlock."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)


def ready(now: datetime, within: Q = EVERYWHERE) -> NoticeQuerySet:
    """Letters whose time has come, of the people `within`; also those of a run that died: its lease is over."""
    waiting = Q(state=Notice.State.QUEUED, next_at__lte=now)
    abandoned = Q(state=Notice.State.SENDING, lease_until__lt=Now())
    return everyone().filter(waiting | abandoned).by(ContactChannel.LETTER).filter(within)


def places(*, now: datetime, within: Q = EVERYWHERE) -> list[Place]:
    """Where somebody waits for a letter."""
    found = ready(now, within).order_by("person__comune__name", "person__zone__number")
    return list(
        dict.fromkeys((comune, zone) for comune, zone in found.values_list("person__comune", "person__zone"))
    )


@transaction.atomic
def claim(place: Place, *, now: datetime, besides: Collection[UUID] = ()) -> list[Notice]:
    """Take the letters of some people of `place`, all that each is told, under one lease; none when none wait.

    `besides` are those that this run has had already.
    """
    one_at_a_time()
    comune, zone = place
    waiting = ready(now, Q(person__comune=comune, person__zone=zone)).exclude(pk__in=besides)
    people = waiting.order_by("person").values_list("person", flat=True).distinct()[:PEOPLE_AT_ONCE]
    # Whoever is withdrawing one of them is not waited for: what is left is printed another time.
    theirs = waiting.filter(person__in=list(people)).order_by("due_at", "pk")
    return hold(free(theirs), lease=LEASE).notices
