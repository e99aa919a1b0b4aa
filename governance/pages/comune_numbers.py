"""What changes for a comune: of each indicator its own number beside that of its zone and of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from governance.indicators import period_words, published
from governance.indicators.numbers import cell
from governance.models import Calculation, IndicatorDefinition, PublishedCell, Status

from .indicators import heading, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.http import HttpRequest

    from governance.indicators.published import Number
    from networking.models import Comune, Goal, ProgrammePoint


class Row(NamedTuple):
    """An indicator: when, and how it is written here, in the zone and in all."""

    definition: IndicatorDefinition
    when: str
    here: str
    in_zone: str
    everywhere: str
    is_known: bool


class Part(NamedTuple):
    """A goal or a point, and its indicators."""

    title: str
    rows: Sequence[Row]


def parts(comune: Comune, today: date) -> list[Part]:
    """By goal and point, the indicators that are counted comune by comune."""
    heads = {code: head for code, found in published.numbers().items() if (head := _last(found))}
    here = _cells(heads.values(), by="zone comune", comune=comune)
    zone = _cells(heads.values(), by="zone", zone=comune.zone)
    found: dict[Goal | ProgrammePoint, list[Row]] = {}
    for definition in IndicatorDefinition.objects.in_force_on(today).select_related("goal", "point"):
        # A gap among zones is no number of a comune: its rates are on the indicator's own page.
        if definition.calculation == Calculation.GAP:
            continue
        head, theme = heads.get(definition.code), definition.goal or definition.point
        mine = here.get(head.publication.pk) if head else None
        if head and mine and theme:
            row = _row(definition, head, mine, zone.get(head.publication.pk))
            found.setdefault(theme, []).append(row)
    return [Part(heading(theme)[2], found[theme]) for theme in sorted(found, key=place)]


def way_in(request: HttpRequest, *, comune: Comune) -> tuple[str, dict[str, Any]] | None:
    """On the page of a comune: the way to its numbers; nothing while none is published."""
    if not published.cells().filter(by="zone comune", comune=comune).exists():
        return None
    url = reverse("governance:comune_numbers", args=[comune.slug])
    return "governance/blocks/comune_numbers.html", {"comune": comune, "url": url}


def _last(series: Sequence[Number]) -> Number | None:
    """The number that says best how it goes, of those that are divided by comune: a month is not."""
    divided = [each for each in series if each.period.span != each.period.span.MONTH]
    return published.headline(divided)


def _cells(heads: Iterable[Number], **where: Any) -> dict[int, PublishedCell]:
    rows = PublishedCell.objects.filter(publication__in=[head.publication.pk for head in heads], **where)
    return {each.publication_id: each for each in rows}


def _row(
    definition: IndicatorDefinition, head: Number, here: PublishedCell, zone: PublishedCell | None
) -> Row:
    unit = definition.unit
    return Row(
        definition=definition,
        when=period_words.name(head.period),
        here=cell(here.value, here.status, unit),
        in_zone=cell(zone.value, zone.status, unit) if zone else "–",
        everywhere=cell(head.value, head.status, unit),
        is_known=here.status == Status.OK,
    )
