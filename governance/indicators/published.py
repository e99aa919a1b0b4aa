"""The numbers everybody may see. Page, chart, table, sheet, API and paper begin here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from governance.models import Calculation, IndicatorTarget, Publication, PublishedCell, Status

from .periods import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from governance.models import IndicatorDefinition
    from networking.models import Zone

ADDED_UP = (Calculation.COUNT, Calculation.DISTINCT, Calculation.SUM)
# Over these a number that grows along the year may be held beside the target of the year.
WHOLE_SPANS = (Span.YEAR, Span.SO_FAR, Span.SCHOOL_YEAR)
# One month says little, and a year so far says of what does not grow nothing that its last quarter does not.
STEADY_SPANS = (Span.QUARTER, Span.SCHOOL_YEAR, Span.YEAR)


@dataclass(frozen=True)
class Number:
    """An indicator of a period, everything together, as it was published."""

    cell: PublishedCell
    period: Period

    @classmethod
    def of(cls, cell: PublishedCell) -> Self:
        """From a cell of everything together, with its publication, reading and definition."""
        reading = cell.publication.reading
        return cls(cell, Period(Span(reading.span), reading.first_day, reading.last_day))

    @property
    def publication(self) -> Publication:
        return self.cell.publication

    @property
    def definition(self) -> IndicatorDefinition:
        """The version by which it was counted."""
        return self.publication.reading.definition

    @property
    def status(self) -> Status:
        return Status(self.cell.status)

    @property
    def value(self) -> Decimal | None:
        return self.cell.value

    @property
    def key(self) -> str:
        """What the period is called in an address, as ISO 8601 writes it: «2026-01-01/2026-09-30»."""
        return f"{self.period.first:%Y-%m-%d}/{self.period.last:%Y-%m-%d}"

    def as_year_so_far(self) -> Number:
        """The first quarter is also the year so far."""
        is_first = self.period.span == Span.QUARTER and self.period.first.month == 1
        return replace(self, period=replace(self.period, span=Span.SO_FAR)) if is_first else self


def cells() -> QuerySet[PublishedCell]:
    """Everything that was given to everybody and not taken back by a newer reading."""
    return PublishedCell.objects.filter(publication__in=Publication.objects.public())


def numbers(codes: Iterable[str] | None = None, *, zone: Zone | None = None) -> dict[str, list[Number]]:
    """The whole of each published period by code, in order of time; of the given codes only, where they are given.

    zone: the numbers of that zone, of the indicators that are divided by zone, instead of everything together.
    """
    rows = cells().filter(by="zone", zone=zone) if zone else cells().filter(by="")
    rows = rows.select_related("publication__reading__definition")
    if codes is not None:
        rows = rows.filter(publication__reading__definition__code__in=list(codes))
    found: dict[str, list[Number]] = {}
    in_time = rows.order_by("publication__reading__last_day", "-publication__reading__first_day")
    for cell in in_time:
        found.setdefault(cell.publication.reading.definition.code, []).append(Number.of(cell))
    return found


def tables(publications: Sequence[Publication], by: Iterable[str] | None = None) -> list[PublishedCell]:
    """The cells of the tables of `publications`, with their zone and comune; only those divided `by`, where it is said."""
    rows = PublishedCell.objects.filter(publication__in=publications).select_related("zone", "comune")
    if by is not None:
        rows = rows.filter(by__in=list(by))
    return list(
        rows.order_by("publication", "by", "zone__number", "comune__name", "sex", "age_band", "group")
    )


def before_the_last(publication: Publication) -> PublishedCell | None:
    """What everybody read of the same period before `publication`; None where it was the first."""
    rows = PublishedCell.objects.filter(by="", publication__published_at__isnull=False)
    found: PublishedCell | None = rows.filter(
        publication__reading__superseded_by=publication.reading_id
    ).first()
    return found


def targets(codes: Iterable[str] | None = None, *, zone: Zone | None = None) -> list[IndicatorTarget]:
    """The targets that hold, of everything together or of a zone, the newest period first."""
    rows = IndicatorTarget.objects.filter(zone=zone, comune=None)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return sorted(rows.latest(), key=lambda each: each.first_day, reverse=True)


def grows_along_the_year(definition: IndicatorDefinition) -> bool:
    """Whether a longer period can only give more: no part of the year's target is due in a month."""
    return definition.calculation in ADDED_UP and definition.time == definition.Time.PERIOD


def target_of(
    definition: IndicatorDefinition, period: Period, among: Iterable[IndicatorTarget]
) -> Decimal | None:
    """The target that holds at the end of `period`, of those `among`; None where it is no measure for such a period."""
    if grows_along_the_year(definition) and period.span not in WHOLE_SPANS:
        return None
    last: date = period.last
    holds = (
        each for each in among if each.code == definition.code and each.first_day <= last <= each.last_day
    )
    return next((each.value for each in holds), None)


def headline(found: Sequence[Number]) -> Number | None:
    """The number that says best how it goes now, of those of one indicator; None where there is none.

    Of what adds up along the year, the year so far; of the others the last quarter, or the last there is. A period
    without data gives way to one before it that has some.
    """
    if not found:
        return None
    grows = grows_along_the_year(found[-1].definition)
    among = map(Number.as_year_so_far, found) if grows else found
    fit = [each for each in among if each.period.span in (WHOLE_SPANS if grows else STEADY_SPANS)]
    for candidates in (fit, found):
        known = [each for each in candidates if each.status != Status.NO_DATA]
        if known:
            return known[-1]
    return (fit or found)[-1]
