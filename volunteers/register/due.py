"""Which sections are to be signed (art. 2215-bis c.c., commi 2-4; D.M. 6 October 2021).

At least once a year; after a year without lines, when the next one is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from volunteers.models import RegisterEntry, RegisterSeal, RegisterSection

if TYPE_CHECKING:
    from datetime import datetime

DUE = "quali righe del registro non sono ancora firmate: solo numeri e date"


class Due(NamedTuple):
    """A section to be signed: from which line, and for which year."""

    section: RegisterSection
    first: int
    year: int


def dues(*, now: datetime) -> list[Due]:
    """The sections that are to be signed today. One question."""
    return [
        Due(section, section.sealed + 1, timezone.localtime(section.first_at).year)
        for section in _sections()
        if is_due(section.first_at, section.before_at, now)
    ]


def is_due(first_at: datetime | None, before_at: datetime | None, now: datetime) -> bool:
    """Whether lines are to be signed of which the first was written at `first_at`, and the one before at `before_at`.

    When its year is closed; at once, where for a year nothing had been written before it.
    """
    if first_at is None:
        return False
    is_closed = timezone.localtime(first_at).year < timezone.localtime(now).year
    return is_closed or (before_at is not None and _a_year_after(before_at) <= first_at)


def _a_year_after(moment: datetime) -> datetime:
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + 1, day=28)


def _sections() -> list[Any]:
    signed = RegisterSeal.objects.signed().filter(section=OuterRef("pk")).order_by("-last").values("last")[:1]
    return list(
        RegisterSection.objects.annotate(
            sealed=Coalesce(Subquery(signed, output_field=IntegerField()), 0),
            first_at=_written_at(OuterRef("sealed") + 1),
            before_at=_written_at(OuterRef("sealed")),
        )
        .filter(last_number__gt=F("sealed"))
        .select_related("register__organization", "seat")
    )


def _written_at(number: Any) -> Subquery:
    lines = RegisterEntry.objects.for_everyone(reason=DUE).filter(section=OuterRef("pk"), number=number)
    return Subquery(lines.order_by().values("recorded_at")[:1])
