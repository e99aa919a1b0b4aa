"""What stands in a report: of each goal and point its numbers, with all that is published of them, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from governance.indicators import published
from governance.indicators.periods import Period, Span
from governance.models import IndicatorDefinition, Publication, PublishedCell, Status
from governance.pages import indicator as pages
from governance.pages.indicators import heading, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from governance.indicators.published import Number
    from governance.models import MonitoringReport
    from governance.pages.indicator import Page
    from networking.models import Goal, ProgrammePoint, Zone


class Chapter(NamedTuple):
    """A goal or a point: its indicators with a number, and those that nothing feeds yet."""

    anchor: str
    kicker: str
    title: str
    pages: Sequence[Page]
    waiting: Sequence[IndicatorDefinition]


def numbers_of(period: Period, zone: Zone | None) -> dict[str, Number]:
    """By code, the published number that a report of `period` tells: of those very days, or of a year that ended in them."""
    chosen = {}
    for code, series in published.numbers(zone=zone).items():
        own = [
            each for each in series if (each.period.first, each.period.last) == (period.first, period.last)
        ]
        ended = [
            each
            for each in series
            if each.period.span in (Span.YEAR, Span.SCHOOL_YEAR)
            and period.first <= each.period.last <= period.last
        ]
        if found := own or ended:
            chosen[code] = found[-1]
    return chosen


def chapters(report: MonitoringReport, today: date) -> list[Chapter]:
    """Goals first, then points, each with its indicators as `report` tells them."""
    publications = list(report.publications.select_related("reading__definition"))
    numbers = _numbers(publications, report.zone)
    tables = _tables(publications, report.zone)
    series, targets = published.numbers(zone=report.zone), published.targets(zone=report.zone)
    themes: dict[Goal | ProgrammePoint, tuple[list[Page], list[IndicatorDefinition]]] = {}
    for definition in IndicatorDefinition.objects.in_force_on(report.last_day).select_related(
        "goal", "point"
    ):
        theme = definition.goal or definition.point
        if theme is None:
            continue
        told, waiting = themes.setdefault(theme, ([], []))
        if number := numbers.get(definition.code):
            before = [each for each in series.get(definition.code, []) if each.period.last <= report.last_day]
            about = pages.Told(definition, [definition], before, targets, today)
            told.append(pages.full(about, number, tables[number.publication.pk]))
        elif definition.not_fed_because:
            waiting.append(definition)
    made = [Chapter(*heading(theme), *themes[theme]) for theme in sorted(themes, key=place)]
    return [each for each in made if each.pages or each.waiting]


def statuses(chapters: Iterable[Chapter]) -> dict[str, int]:
    """How many numbers can be read, are hidden, have no data or nothing to divide by; and how many indicators wait."""
    found = dict.fromkeys([*Status.values, "waiting"], 0)
    for chapter in chapters:
        for each in chapter.pages:
            found[each.number.status if each.number else Status.NO_DATA] += 1
        found["waiting"] += len(chapter.waiting)
    return found


def _numbers(publications: Sequence[Publication], zone: Zone | None) -> dict[str, Number]:
    whole = {"by": "zone", "zone": zone} if zone else {"by": ""}
    cells = PublishedCell.objects.filter(publication__in=publications, **whole)
    rows = cells.select_related("publication__reading__definition")
    return {each.publication.reading.definition.code: published.Number.of(each) for each in rows}


def _tables(publications: Sequence[Publication], zone: Zone | None) -> dict[int, list[PublishedCell]]:
    """The cells of each publication; of a zone its own, called as if it were everything."""
    found: dict[int, list[PublishedCell]] = defaultdict(list)
    for cell in published.tables(publications):
        if zone is None:
            found[cell.publication_id].append(cell)
        elif cell.zone_id == zone.pk and cell.by != "zone":
            cell.by = cell.by if cell.by == "zone comune" else cell.by.removeprefix("zone ")
            found[cell.publication_id].append(cell)
    return found
