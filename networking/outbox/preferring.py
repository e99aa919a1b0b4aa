"""Choosing how one is told: only ways by which one can be reached, and what still waits goes the new way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from networking.models import ContactChannel, Notice, Person

from .choosing import why_not
from .reviving import revive
from .routing import route_of

if TYPE_CHECKING:
    from datetime import datetime

PREFERRING = "scegliere come essere avvisati"


class UnreachableChoiceError(Exception):
    """By that channel the person cannot be reached; the sentence says what is missing."""


@transaction.atomic
def choose_channel(person: Person, channel: str, *, now: datetime) -> int:
    """Keep that `person` prefers `channel` («» leaves it to the portal); how many waiting notices now go another way.

    Raises UnreachableChoiceError.
    """
    everyone = Person.objects.for_everyone(reason=PREFERRING).select_related("account", "comune")
    held = everyone.select_for_update(of=("self",)).get(pk=person.pk)
    if refusal := why_not(held, channel):
        raise UnreachableChoiceError(refusal)
    held.channel = person.channel = channel
    held.save(update_fields=["channel"])
    return reroute(held, now=now)


@transaction.atomic
def reroute(person: Person, *, now: datetime) -> int:
    """Send what waits for `person` by the channel that is best today; how many go another way.

    What was tried stays where it is, or the same words could arrive twice; a call that nobody answered told nothing.
    What had been given up for want of a way sets out again (`reviving`).
    """
    revive(person, now=now)
    waiting = Notice.objects.for_everyone(reason=PREFERRING).filter(person=person, state=Notice.State.QUEUED)
    untold = waiting.filter(Q(attempts=0) | Q(channel=ContactChannel.PHONE))
    moved = 0
    for notice in untold.select_for_update(of=("self",)):
        notice.person = person
        route = route_of(notice, now=now)
        if route is not None and route.channel != notice.channel:
            moved += waiting.filter(pk=notice.pk).update(**route.from_the_start)
    return moved
