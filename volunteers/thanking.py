"""Saying thank you: after the first turn, at ten, fifty and a hundred hours, on 5 December; and in one's own words.

The portal thanks of what has just happened, not of what is long past, and of many hours only for the highest mark.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min, Sum
from django.utils import timezone

from volunteers.models import Assignment, HoursLog, Thanks, Volunteer
from volunteers.notices import thanks as notices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models.assignments import AssignmentQuerySet
    from volunteers.models.hours import HoursLogQuerySet

THANKING = "ringraziare chi ha dato una mano"
Occasion = Thanks.Occasion
# What is older was thanked for, or nobody was there to thank: a portal that opens does not thank for years past.
STILL_FRESH = timedelta(days=14)
MARKS = (100, 50, 10)
# International Volunteer Day (United Nations, A/RES/40/212); two days more for a worker that was off.
THE_DAY, DAYS_AFTER = (12, 5), 2


def look_after(*, now: datetime) -> dict[str, int]:
    """Thank whoever is to be thanked today; how many, for what. Twice is once."""
    return {
        "first_turn": _thank(_first_turns(now), now=now),
        "hours": _thank(_hours(now), now=now),
        "day": _thank(_the_day(now), now=now),
    }


def write(volunteers: Collection[Volunteer], words: str, *, letter: UUID, by: User, now: datetime) -> int:
    """Thank `volunteers` in `by`'s own words; how many were new. The same `letter` again thanks nobody twice.

    However many, it is written at once: what takes time is sending, which the outbox does by itself.
    """
    rows = [
        Thanks(
            volunteer=each, occasion=Occasion.PERSONAL, mark=letter.hex, words=words, by=by, thanked_at=now
        )
        for each in volunteers
    ]
    return _thank(rows, now=now)


@transaction.atomic
def _thank(rows: Iterable[Thanks], *, now: datetime) -> int:
    """Write those that are not there yet, and say them."""
    wanted = list(rows)
    if not wanted:
        return 0
    Thanks.objects.bulk_create(wanted, ignore_conflicts=True)
    # Of two who write in the same instant, the ids of one are there; the other's were never written.
    kept = Thanks.objects.for_everyone(reason=THANKING).filter(pk__in=[row.pk for row in wanted])
    return notices.tell(list(kept.select_related("volunteer__person")), now=now)


def _first_turns(now: datetime) -> list[Thanks]:
    """Of who has done a turn for the first time in the last days."""
    done = _done().values("volunteer").annotate(first=Min("request__ends_at"))
    new = done.filter(first__gt=now - STILL_FRESH, first__lte=now).values_list("volunteer", flat=True)
    return [_row(each, Occasion.FIRST_TURN, "", now) for each in _unthanked(new, Occasion.FIRST_TURN, "")]


def _hours(now: datetime) -> list[Thanks]:
    """Of whose hours were confirmed in the last days: the highest mark they have reached, if it is new."""
    recent = _confirmed().filter(validated_at__gt=now - STILL_FRESH, validated_at__lte=now)
    fresh = list(recent.values_list("assignment__volunteer", flat=True).distinct())
    given = minutes_given(fresh)
    rows = []
    for mark in MARKS:
        reached = [each for each, minutes in given.items() if minutes >= mark * 60]
        rows += [
            _row(each, Occasion.HOURS, str(mark), now)
            for each in _unthanked(reached, Occasion.HOURS, str(mark))
        ]
        given = {each: minutes for each, minutes in given.items() if each not in set(reached)}
    return rows


def _the_day(now: datetime) -> list[Thanks]:
    """On 5 December: of who has done a turn this year and still gives a hand."""
    today = timezone.localdate(now)
    the_day = date(today.year, *THE_DAY)
    if not the_day <= today <= the_day + timedelta(days=DAYS_AFTER):
        return []
    year = str(today.year)
    helped = _done().filter(request__local_date__year=today.year, volunteer__state=Volunteer.State.ACTIVE)
    people = helped.order_by().values_list("volunteer", flat=True).distinct()
    return [_row(each, Occasion.DAY, year, now) for each in _unthanked(people, Occasion.DAY, year)]


def minutes_given(volunteers: Collection[UUID]) -> dict[UUID, int]:
    """How many minutes of each of `volunteers` were confirmed; those with none are not in it."""
    rows = _confirmed().filter(assignment__volunteer__in=volunteers).values_list("assignment__volunteer")
    return dict(rows.annotate(minutes=Sum("minutes_validated")))


def _confirmed() -> HoursLogQuerySet:
    found: HoursLogQuerySet = HoursLog.objects.for_everyone(reason=THANKING).validated().order_by()
    return found


def _done() -> AssignmentQuerySet:
    rows = Assignment.objects.for_everyone(reason=THANKING).filter(state=Assignment.State.DONE)
    found: AssignmentQuerySet = rows.order_by()
    return found


def _unthanked(people: Iterable[UUID], occasion: str, mark: str) -> list[UUID]:
    everyone = list(people)
    rows = Thanks.objects.for_everyone(reason=THANKING).filter(
        volunteer__in=everyone, occasion=occasion, mark=mark
    )
    thanked = set(rows.values_list("volunteer", flat=True))
    return [each for each in everyone if each not in thanked]


def _row(volunteer: UUID, occasion: str, mark: str, now: datetime) -> Thanks:
    return Thanks(volunteer_id=volunteer, occasion=occasion, mark=mark, thanked_at=now)
