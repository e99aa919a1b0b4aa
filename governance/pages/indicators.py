"""How the project is doing, as everybody may read it: by goal and by point, each number with its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from governance.indicators import period_words, published, rules, telling
from governance.indicators.numbers import cell, figure, written
from governance.indicators.sentences import sentences
from governance.models import IndicatorDefinition
from networking.charts.trends import Moment, Trend, sparkline
from networking.models import Goal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from django.http import HttpRequest

    from governance.indicators.published import Number
    from governance.indicators.said import Said
    from governance.models import IndicatorTarget
    from networking.models import ProgrammePoint

# As many points as can be told apart in a drawing as small as a word; two make no trend.
SPARK_MOST, SPARK_LEAST = 12, 3
WHOLE = ""


class ZoneNumber(NamedTuple):
    """A zone, and its number as it is written."""

    name: str
    words: str


@dataclass(frozen=True)
class Card:
    """An indicator on the dashboard: its number, when, what is said of it, how it stands towards its target.

    value is empty where nothing was published; outcome where there is no target; spark is None where it would say nothing.
    """

    definition: IndicatorDefinition
    value: str = ""
    when: str = ""
    sentences: Sequence[str] = ()
    outcome: str = ""
    is_good: bool = False
    spark: Trend | None = None
    zones: Sequence[ZoneNumber] = ()

    @property
    def spark_title(self) -> str:
        return _("Andamento nel tempo di «%(name)s»: i numeri sono nella sua pagina.") % {
            "name": self.definition.name
        }


class Section(NamedTuple):
    """A goal or a point, the indicators that have numbers, and those that do not have their data yet."""

    anchor: str
    kicker: str
    title: str
    cards: Sequence[Card]
    waiting: Sequence[IndicatorDefinition]


def dashboard(today: date) -> list[Section]:
    """The goals, then the points, that have indicators."""
    definitions = IndicatorDefinition.objects.in_force_on(today).select_related("goal", "point")
    found, targets = published.numbers(), published.targets()
    heads = {code: head for code, series in found.items() if (head := published.headline(series))}
    zones = _zones(heads.values())
    themes: dict[Goal | ProgrammePoint, list[Card]] = {}
    for definition in definitions:
        theme = definition.goal or definition.point
        if theme is not None:
            head, series = heads.get(definition.code), found.get(definition.code, [])
            made = _card(definition, head, series, targets, today) if head else Card(definition)
            here = zones.get(head.publication.pk, ()) if head else ()
            themes.setdefault(theme, []).append(_with_zones(made, here))
    return [_section(theme, themes[theme]) for theme in sorted(themes, key=place)]


def how_it_goes(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """On the page of the project: the way to its numbers; nothing while there are no indicators."""
    there = IndicatorDefinition.objects.exists()
    return ("governance/blocks/how_it_goes.html", {}) if there else None


def _card(
    definition: IndicatorDefinition,
    head: Number,
    series: Sequence[Number],
    targets: Iterable[IndicatorTarget],
    today: date,
) -> Card:
    said = telling.said_of(head, series, targets, today=today)
    going = progress_of(said)
    return Card(
        definition=definition,
        value="" if head.value is None else written(head.value, definition.unit, signed=said.is_delta),
        when=period_words.during(head.period),
        sentences=sentences(said)[0 if head.value is None else 1 :],
        outcome=str(going.outcome.label) if going else "",
        is_good=bool(going and going.outcome.is_good),
        spark=_spark(head, series, targets),
    )


def progress_of(said: Said) -> rules.Progress | None:
    """How a number stands towards its target; None where there is no number or no target."""
    if said.aim is None:
        return None
    return rules.progress(said.value, said.aim.baseline, said.aim.target, said.direction, said.aim.band)


def moments(series: Sequence[Number], targets: Iterable[IndicatorTarget]) -> list[Moment]:
    """The numbers of periods of one length as points of a trend, in order of time."""
    before = [None, *(each.definition.version for each in series)]
    return [
        Moment(
            name=period_words.name(each.period),
            short=period_words.short(each.period),
            value=each.value,
            words=cell(each.value, each.status, each.definition.unit),
            target=target,
            target_words="" if target is None else figure(target, each.definition.unit),
            is_hidden=each.status == each.status.SUPPRESSED,
            starts_anew=version is not None and version != each.definition.version,
        )
        for each, version, target in zip(
            series,
            before,
            (published.target_of(each.definition, each.period, targets) for each in series),
            strict=False,
        )
    ]


def _spark(head: Number, series: Sequence[Number], targets: Iterable[IndicatorTarget]) -> Trend | None:
    """The trend of the shortest periods: those there are most of."""
    span = head.definition.frequency
    shown = [each for each in series if each.period.span == span][-SPARK_MOST:]
    known = sum(each.value is not None for each in shown)
    return sparkline(moments(shown, targets)) if known >= SPARK_LEAST else None


def _zones(heads: Collection[Number]) -> dict[int, list[ZoneNumber]]:
    """Of each publication, by its id, the numbers of its zones."""
    by_publication = {head.publication.pk: head.definition.unit for head in heads}
    found: dict[int, list[ZoneNumber]] = {}
    for each in published.tables([head.publication for head in heads], by=["zone"]):
        if each.zone is not None:
            words = cell(each.value, each.status, by_publication[each.publication_id])
            found.setdefault(each.publication_id, []).append(
                ZoneNumber(_("Zona %(number)s") % {"number": each.zone.number}, words)
            )
    return found


def _with_zones(card: Card, zones: Sequence[ZoneNumber]) -> Card:
    return Card(**(vars(card) | {"zones": zones})) if zones else card


def _section(theme: Goal | ProgrammePoint, cards: Sequence[Card]) -> Section:
    fed = [each for each in cards if not each.definition.not_fed_because]
    waiting = [each.definition for each in cards if each.definition.not_fed_because]
    return Section(*heading(theme), fed, waiting)


def heading(theme: Goal | ProgrammePoint) -> tuple[str, str, str]:
    """Of a goal or a point: its anchor, what it is, its title."""
    if isinstance(theme, Goal):
        kicker = _("Obiettivo %(number)s dell'Agenda 2030") % {"number": theme.sdg_number}
        return f"obiettivo-{theme.sdg_number}", kicker, theme.title
    kicker = _("Punto %(number)s del progetto") % {"number": theme.number}
    return f"punto-{theme.number}", kicker, capfirst(theme.title)


def place(theme: Goal | ProgrammePoint) -> tuple[int, int]:
    """Goals come before points, each by its number."""
    return (0, theme.sdg_number) if isinstance(theme, Goal) else (1, theme.number)
