"""What stands in the pages of who looks after the numbers: those that wait to be given, and the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from governance.indicators import period_words, published
from governance.indicators.numbers import cell
from governance.indicators.periods import Period, Span
from governance.models import MonitoringReport, Publication, PublishedCell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


class Waiting(NamedTuple):
    """A period with the numbers that were prepared and nobody has given yet."""

    key: str
    name: str
    lines: Sequence[Line]


class Line(NamedTuple):
    """A number of a list: its code, its name, how it is written, of which reading it is."""

    code: str
    name: str
    words: str
    reading: UUID


def waiting() -> list[Waiting]:
    """By period, the oldest first."""
    rows = PublishedCell.objects.filter(by="", publication__in=prepared()).select_related(
        "publication__reading__definition"
    )
    found: dict[Period, list[Line]] = {}
    for each in rows.order_by("publication__reading__last_day", "publication__reading__definition__code"):
        number = published.Number.of(each)
        definition = number.definition
        words = cell(number.value, number.status, definition.unit)
        found.setdefault(number.period, []).append(
            Line(definition.code, definition.name, words, number.publication.reading_id)
        )
    return [
        Waiting(f"{period.first:%Y-%m-%d}/{period.last:%Y-%m-%d}", period_words.name(period), lines)
        for period, lines in found.items()
    ]


def prepared() -> list[Publication]:
    """What was prepared, not given yet, and is of no reading that another took the place of."""
    rows = Publication.objects.filter(published_at=None, reading__superseded_by=None)
    return list(rows.select_related("reading"))


def period_of(report: MonitoringReport) -> Period:
    """The days that a report is about."""
    return Period(Span(report.span), report.first_day, report.last_day)


def name(report: MonitoringReport) -> str:
    """What the report is about, as people say it: «3° trimestre 2026»."""
    return period_words.name(period_of(report))


def revised_since(report: MonitoringReport) -> int:
    """How many of its numbers late data have changed after it was written."""
    return report.publications.exclude(pk__in=Publication.objects.public()).count()


def lines(report: MonitoringReport) -> list[Line]:
    """Its numbers as they are written in it."""
    whole = {"by": "zone", "zone": report.zone} if report.zone else {"by": ""}
    rows = PublishedCell.objects.filter(publication__in=report.publications.all(), **whole)
    numbers = [published.Number.of(each) for each in rows.select_related("publication__reading__definition")]
    return sorted(
        Line(
            each.definition.code,
            each.definition.name,
            cell(each.value, each.status, each.definition.unit),
            each.publication.reading_id,
        )
        for each in numbers
    )
