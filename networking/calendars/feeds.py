"""The secret address at which somebody's calendar reads their dates: made, read, taken away."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from networking import security_log
from networking.models import CalendarFeed, Person
from networking.models.calendars import token_hash

from .agenda import events_of
from .writing import calendar_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

# In bytes: nobody finds one by trying, so its digest needs no salt and no slowness (ASVS 11.5.1).
TOKEN_LENGTH = 32
# The same for everybody: it stands on others' computers.
NAME = "NET WORKING"
# A year, with the month after which those taken away go: an address unread for so long has been forgotten.
UNREAD = timedelta(days=335)
ENGINE = "il calendario di chi ne ha l'indirizzo"


@transaction.atomic
def open_feed(person: Person, *, by: User, now: datetime) -> tuple[CalendarFeed, str]:
    """A new address for `person`, instead of the one they had. The token is told here and never again."""
    # One request of theirs at a time: of two at once, the second takes away the first's.
    Person.objects.for_everyone(reason=ENGINE).select_for_update(of=("self",)).get(pk=person.pk)
    _take_away(person, now=now)
    token = secrets.token_urlsafe(TOKEN_LENGTH)
    feed = CalendarFeed.objects.create(person=person, token_hash=token_hash(token), created_at=now)
    security_log.record("calendar_address_made", user=by)
    return feed, token


def revoke(person: Person, *, by: User, now: datetime) -> bool:
    """From now on the address of `person` answers like one that never was; False when they had none."""
    was_there = _take_away(person, now=now)
    if was_there:
        security_log.record("calendar_address_taken_away", user=by)
    return was_there


def _take_away(person: Person, *, now: datetime) -> bool:
    theirs = CalendarFeed.objects.for_everyone(reason=ENGINE).filter(person=person, revoked_at=None)
    return bool(theirs.update(revoked_at=now))


def feed_of(token: str) -> CalendarFeed | None:
    """The live feed that `token` opens. One question by digest, whether there is such a feed or not."""
    return CalendarFeed.objects.opened_by(token).select_related("person__account").first()


def read(feed: CalendarFeed, *, now: datetime) -> bytes:
    """The file, and a note that it was read today: one write a day, by which forgotten addresses are found."""
    today = timezone.localdate(now)
    if feed.last_read_on != today:
        CalendarFeed.objects.for_everyone(reason=ENGINE).filter(pk=feed.pk).update(last_read_on=today)
    return calendar_file(feed.person, now=now, since=feed.created_at)


def calendar_file(person: Person, *, now: datetime, since: datetime) -> bytes:
    """All the dates of `person`. As long as none changes, the same bytes: they say the moment of the last change."""
    events = events_of(person, now=now)
    written_at = max((event.updated_at for event in events), default=since)
    return calendar_of(events, name=NAME, written_at=written_at)


def expire(_label: str, before: datetime) -> int:
    """Delete the addresses taken away before `before`, and those that nobody has read for a year."""
    unread = timezone.localdate(before - UNREAD)
    forgotten = Q(last_read_on__lt=unread) | Q(last_read_on=None, created_at__date__lt=unread)
    over = CalendarFeed.objects.for_everyone(reason=ENGINE).filter(Q(revoked_at__lt=before) | forgotten)
    deleted, _by_table = over.delete()
    return deleted
