"""To whom a communication goes, and by which ways it would reach them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from networking.models import Announcement, Consent, Person
from networking.outbox.choosing import first_channel
from networking.rules import ADULT_AGE, years_before

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models.persons import PersonQuerySet
    from networking.outbox import Kind

ANNOUNCING = "a chi va una comunicazione"


@dataclass
class Audience:
    """How many would be told, by channel, and how many nobody can reach."""

    by_channel: Counter[str] = field(default_factory=Counter)
    unreachable: int = 0

    @property
    def reachable(self) -> int:
        """How many would be told."""
        return self.by_channel.total()


def recipients(announcement: Announcement, *, now: datetime) -> PersonQuerySet:
    """The adults who live there, or are followed by its zone; of news, only those who asked for them.

    Children are told nothing: who answers for them is told, as everybody of age who lives there.
    """
    everybody = Person.objects.for_everyone(reason=ANNOUNCING).filter(_there(announcement))
    minor = Q(birth_date__gt=years_before(timezone.localdate(now), ADULT_AGE))
    grown = everybody.exclude(minor).select_related("account")
    if announcement.nature == Announcement.Nature.NEWS:
        agreed = Consent.objects.for_everyone(reason=ANNOUNCING).live().filter(purpose=Consent.Purpose.NEWS)
        grown = grown.filter(pk__in=agreed.values("person"))
    return grown.order_by("pk")


def _there(announcement: Announcement) -> Q:
    if announcement.comune_id:
        return Q(comune=announcement.comune_id)
    if announcement.zone_id:
        return Q(comune__zone=announcement.zone_id) | Q(zone=announcement.zone_id)
    return Q()


def audience_of(announcement: Announcement, kind: Kind, *, now: datetime) -> Audience:
    """Count those who would be told, by channel."""
    audience = Audience()
    for person in recipients(announcement, now=now).iterator(chunk_size=500):
        channel = first_channel(person, kind.channels, now=now, expires_at=announcement.starts_at)
        if channel is None:
            audience.unreachable += 1
        else:
            audience.by_channel[channel] += 1
    return audience
