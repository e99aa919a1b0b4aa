"""Calls: whom to telephone, and taking somebody so that nobody else telephones them meanwhile.

One call tells everything that waits for a person. Whoever telephones holds those notices for a quarter of an hour,
under a number drawn for that call, as a sender does; when the time is over they are anybody's again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Count, F, Min, Q

from networking.models import ContactChannel, Notice, Person
from networking.rules import ITALY, working_day_before

from . import claiming, composing
from .hours import is_quiet
from .kinds import label_of
from .letters.deadlines import holidays_around

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from networking.models import User
    from networking.models.notices import NoticeQuerySet

CALLING = "telefonare a una persona"
LEASE = timedelta(minutes=15)


class QuietHoursError(Exception):
    """Nobody is called between eight in the evening and eight in the morning."""


class NothingToSayError(Exception):
    """The reasons have gone, or there is no telephone any more."""


class SomebodyIsCallingError(Exception):
    """Another operator is calling this person."""

    def __init__(self, caller: User | None, until: datetime) -> None:
        super().__init__(str(caller))
        self.caller, self.until = caller, until


@dataclass(frozen=True)
class Row:
    """Somebody to call: about what, since when, and who is calling them right now."""

    person: Person
    kinds: list[str]
    count: int
    since: datetime
    again_at: datetime
    expires_at: datetime | None
    held: Notice | None


# --- whom to call ---


def to_call(user: User, *, now: datetime) -> NoticeQuerySet:
    """What is to be told by telephone today to the people whom `user` follows, also while somebody is calling."""
    due = Q(state=Notice.State.QUEUED, next_at__lte=now) | Q(state=Notice.State.SENDING)
    return Notice.objects.followed_by(user).by(ContactChannel.PHONE).filter(due)


def for_later(user: User, *, now: datetime) -> NoticeQuerySet:
    """What was tried, and is to be tried again: also for whoever calls back by themselves."""
    notices = Notice.objects.followed_by(user).by(ContactChannel.PHONE)
    return notices.filter(state=Notice.State.QUEUED, due_at__lte=now, next_at__gt=now)


def waiting_long(user: User, *, now: datetime) -> NoticeQuerySet:
    """What waits for a call since more than a working day."""
    return to_call(user, now=now).filter(next_at__lt=a_working_day_before(now))


def a_working_day_before(now: datetime) -> datetime:
    """The same hour, on Italy's clocks, of the working day before: desks are closed on holidays too."""
    local = now.astimezone(ITALY)
    before = working_day_before(local.date(), holidays_around(local.date()))
    return datetime.combine(before, local.time(), tzinfo=ITALY)


def how_many(notices: NoticeQuerySet) -> int:
    """How many people `notices` are for."""
    return notices.aggregate(people=Count("person", distinct=True))["people"]


def by_person(notices: NoticeQuerySet) -> NoticeQuerySet:
    """One row for each person, as dictionaries: what expires soonest first, then what has waited longest."""
    grouped = notices.order_by().values("person_id")
    return grouped.annotate(
        count=Count("pk"),
        kinds=ArrayAgg("kind", distinct=True),
        soonest=Min("expires_at"),
        since=Min("due_at"),
        again_at=Min("next_at"),
    ).order_by(F("soonest").asc(nulls_last=True), "since", "person_id")


def rows_of(groups: Iterable[dict[str, Any]], *, now: datetime) -> list[Row]:
    """The people of one page of `by_person`, whose scope is already decided, with who is calling them."""
    groups = list(groups)
    pks = [group["person_id"] for group in groups]
    everybody = Person.objects.for_everyone(reason=CALLING).select_related("comune", "zone")
    people = everybody.in_bulk(pks)
    held = {notice.person_id: notice for notice in _held_now(pks, now)}
    return [
        Row(
            person=people[group["person_id"]],
            kinds=[label_of(kind) for kind in group["kinds"]],
            count=group["count"],
            since=group["since"],
            again_at=group["again_at"],
            expires_at=group["soonest"],
            held=held.get(group["person_id"]),
        )
        for group in groups
    ]


def _held_now(people: list[UUID], now: datetime) -> NoticeQuerySet:
    calls = claiming.everyone().by(ContactChannel.PHONE).filter(person__in=people, lease_until__gte=now)
    return calls.filter(state=Notice.State.SENDING).select_related("caller__person")


# --- one call ---


def begin(person: Person, *, by: User, now: datetime) -> list[Notice]:
    """Take `person` to call them now; what to tell them, in words that stay the same from now on.

    Raises QuietHoursError, SomebodyIsCallingError, NothingToSayError.
    """
    if is_quiet(now):
        raise QuietHoursError
    ready = composing.prepare(_take(person, by, now), now=now)
    if not ready:
        raise NothingToSayError
    return ready


@transaction.atomic
def _take(person: Person, by: User, now: datetime) -> list[Notice]:
    # One at a time for each person, also where another notice has come meanwhile that nobody holds.
    Person.objects.for_everyone(reason=CALLING).select_for_update(no_key=True).get(pk=person.pk)
    for other in _held_now([person.pk], now):
        if other.caller_id != by.pk:
            raise SomebodyIsCallingError(other.caller, other.lease_until)
    tellable = Q(state=Notice.State.QUEUED, due_at__lte=now) | Q(state=Notice.State.SENDING)
    waiting = claiming.everyone().by(ContactChannel.PHONE).filter(tellable, person=person)
    # What somebody withdraws this moment is not waited for, nor told.
    taken = claiming.hold(claiming.free(waiting.order_by("due_at", "pk")), lease=LEASE, now=now, caller=by)
    return taken.notices


def held_by(user: User, person: Person) -> list[Notice]:
    """What `user` is telling `person` on the telephone; also after the quarter of an hour, unless another took them."""
    calls = claiming.everyone().by(ContactChannel.PHONE)
    mine = calls.filter(person=person, caller=user, state=Notice.State.SENDING, composed_at__isnull=False)
    return list(mine.order_by("due_at", "pk"))


def leave(person: Person, *, by: User) -> None:
    """Put back what `by` took and did not call for: others may, at once."""
    claiming.give_back(held_by(by, person))
