"""How many hours somebody gave: by month, by kind of help, in all. Only those that were confirmed count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from volunteers.models import HoursLog

if TYPE_CHECKING:
    from datetime import date

    from volunteers.models import Volunteer
    from volunteers.models.hours import HoursLogQuerySet

COUNTING = "le ore di una persona, a lei o a chi la coordina"


class Month(NamedTuple):
    """A month, by its first day: how many minutes, in how many turns."""

    first: date
    minutes: int
    turns: int


class Total(NamedTuple):
    """Minutes and turns between two days, and the minutes of each kind of help, the longest first."""

    minutes: int
    turns: int
    kinds: list[tuple[str, int]]


def confirmed(volunteer: Volunteer, *, first: date, last: date) -> HoursLogQuerySet:
    """What counts of `volunteer` between those days, both included."""
    rows = HoursLog.objects.for_everyone(reason=COUNTING).validated().filter(assignment__volunteer=volunteer)
    return rows.filter(assignment__request__local_date__range=(first, last))


def months(volunteer: Volunteer, *, first: date, last: date) -> list[Month]:
    """Every month from that of `first` to that of `last`, those without hours too."""
    rows = confirmed(volunteer, first=first, last=last).order_by()
    month = TruncMonth("assignment__request__local_date")
    found = {
        each["month"]: Month(each["month"], each["minutes"], each["turns"])
        for each in rows.values(month=month).annotate(minutes=Sum("minutes_validated"), turns=Count("pk"))
    }
    return [found.get(day, Month(day, 0, 0)) for day in _firsts(first, last)]


def total(volunteer: Volunteer, *, first: date, last: date) -> Total:
    """Everything between those days."""
    rows = confirmed(volunteer, first=first, last=last).order_by()
    by_kind = rows.values("assignment__request__kind__name").annotate(
        minutes=Sum("minutes_validated"), turns=Count("pk")
    )
    kinds = [(each["assignment__request__kind__name"], each["minutes"], each["turns"]) for each in by_kind]
    kinds.sort(key=lambda each: (-each[1], each[0]))
    return Total(
        minutes=sum(each[1] for each in kinds),
        turns=sum(each[2] for each in kinds),
        kinds=[(name, minutes) for name, minutes, _turns in kinds],
    )


def _firsts(first: date, last: date) -> list[date]:
    """The first day of each month between two days."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [first.replace(year=(start + n) // 12, month=(start + n) % 12 + 1, day=1) for n in range(count)]
