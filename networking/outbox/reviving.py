"""Telling after all what was given up for want of a way, once its person can be reached: by itself, and never twice.

Whether the reason still holds is asked when it leaves, as for any other (`composing`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from networking.models import ContactChannel, Notice, NoticeTry

from .choosing import address_of
from .recording import FAILED
from .routing import route_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person

REVIVING = "dire quello che non si era potuto dire"
# What is older is no news any more: whoever reads the list of what was not delivered may still send it.
TIMELY = timedelta(days=30)


def revive(person: Person, *, now: datetime) -> int:
    """Put back, in the caller's transaction, what nobody could tell `person` and what can be told today; how many.

    A way that has failed is not tried again while number and address are the same.
    """
    dead = Notice.objects.for_everyone(reason=REVIVING).dead().filter(person=person)
    timely = dead.filter(Q(expires_at=None) | Q(expires_at__gt=now), closed_at__gt=now - TIMELY)
    count = 0
    for notice in timely.select_for_update(of=("self",)).order_by("pk"):
        notice.person = person
        route = route_of(notice, now=now, besides=_failed(notice, person))
        if route is None:
            continue
        count += dead.filter(pk=notice.pk).update(
            **route.from_the_start, closed_at=None, reason="", last_error=""
        )
        notice.tries.create(at=now, channel=route.channel, outcome=NoticeTry.Outcome.SENT_AGAIN)
    return count


def _failed(notice: Notice, person: Person) -> set[str]:
    """The ways that failed for `notice`, but for those whose number or address is another today."""
    tries = notice.tries.filter(outcome__in=FAILED)
    return {each.channel for each in tries if not _is_mended(each, notice, person)}


def _is_mended(each: NoticeTry, notice: Notice, person: Person) -> bool:
    if each.outcome == NoticeTry.Outcome.WRONG_NUMBER:
        return person.phone not in ("", each.detail)
    if each.channel in (ContactChannel.EMAIL, ContactChannel.SMS) and each.channel == notice.channel:
        return address_of(person, each.channel) not in ("", notice.address)
    return False
