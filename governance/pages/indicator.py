"""One indicator as everybody may read it: the number of a period, how it goes in time, where, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.indicators import period_words, published, telling
from governance.indicators.numbers import cell, figure, written
from governance.indicators.periods import Period, Span
from governance.indicators.sentences import sentences
from governance.models import AgeBand, Calculation, IndicatorDefinition, IndicatorTarget, Status
from networking.charts.cartograms import Cartogram, Value, cartogram
from networking.charts.lying import Bullet, Line, LyingBar, bullet, lying
from networking.charts.trends import Trend, trend
from networking.models import Comune, Sex

from .indicators import moments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from governance.indicators.published import Number
    from governance.indicators.said import Said
    from governance.models import PublishedCell

NOT_KNOWN = gettext_lazy("non si sa")


class Choice(NamedTuple):
    """A period that can be looked at: how it is called in an address, its name."""

    key: str
    name: str


class Target(NamedTuple):
    """A target that was set, as the history tells it; `holds` says whether another took its place since."""

    target: IndicatorTarget
    words: str
    holds: bool


@dataclass(frozen=True)
class Drawn:
    """A number against its target, and its words for the table."""

    bullet: Bullet
    value_words: str
    target_words: str = ""
    baseline_words: str = ""
    band_words: str = ""


@dataclass(frozen=True)
class Table:
    """Numbers divided by something: bars that lie in the table."""

    slug: str
    title: str
    head: str
    bars: Sequence[LyingBar]


@dataclass(frozen=True)
class Page:
    """What stands in the page of an indicator; empty or None what there is not."""

    definition: IndicatorDefinition
    number: Number | None
    sentences: Sequence[str]
    versions: Sequence[IndicatorDefinition]
    targets: Sequence[Target]
    choices: Sequence[Choice] = ()
    drawn: Drawn | None = None
    trend: Trend | None = None
    tables: Sequence[Table] = ()
    map: Cartogram | None = None
    comuni: Table | None = None

    @property
    def unit_of_parts(self) -> str:
        """In what the numbers of zones and comuni are told: a gap is made of rates."""
        if self.definition.calculation == Calculation.GAP:
            return _("Ogni mille residenti")
        return capfirst(self.definition.get_unit_display())

    @property
    def caption(self) -> str:
        """What a table of the chosen period is about."""
        if self.number is None:
            return self.definition.name
        return _("%(name)s, %(period)s") % {
            "name": self.definition.name,
            "period": period_words.name(self.number.period),
        }


def page(code: str, chosen: str, today: date) -> Page | None:
    """The page of `code` with the number of the period `chosen`, or the headline where there is no such; None: no such code."""
    versions = list(IndicatorDefinition.objects.filter(code=code).select_related("goal", "point"))
    definition = next((each for each in versions if each.valid_from <= today), None)
    if definition is None:
        return None
    series, targets = published.numbers([code]).get(code, []), published.targets([code])
    number = next((each for each in series if each.key == chosen), None) or published.headline(series)
    told = Told(definition, versions, series, targets, today)
    return full(told, number, published.tables([number.publication])) if number else _empty(told)


@dataclass(frozen=True)
class Told:
    """What is known of an indicator, whichever period is looked at."""

    definition: IndicatorDefinition
    versions: Sequence[IndicatorDefinition]
    series: Sequence[Number]
    targets: Sequence[IndicatorTarget]
    today: date

    def aims(self) -> list[Target]:
        """The history of its targets, the newest first."""
        history = IndicatorTarget.objects.filter(code=self.definition.code, zone=None, comune=None)
        holding = {each.pk for each in self.targets}
        unit = self.definition.unit
        return [Target(each, written(each.value, unit), each.pk in holding) for each in history]


def _empty(told: Told) -> Page:
    why = []
    if told.definition.not_fed_because:
        why = sentences(telling.not_fed(told.definition, Period.of(Span.YEAR, told.today)))
    return Page(told.definition, None, why, versions=told.versions, targets=told.aims())


def full(told: Told, number: Number, cells: Sequence[PublishedCell]) -> Page:
    """The page of a number, with the tables of its publication."""
    of_comuni = [each for each in cells if each.by == "zone comune"]
    was = published.before_the_last(number.publication)
    said = telling.said_of(number, told.series, told.targets, today=told.today, places=of_comuni, was=was)
    return Page(
        definition=told.definition,
        number=number,
        sentences=sentences(said),
        choices=[Choice(each.key, period_words.name(each.period)) for each in reversed(told.series)],
        drawn=_drawn(said),
        trend=_trend(number, told.series, told.targets),
        tables=_tables(number, cells),
        map=_map(number, of_comuni),
        comuni=_comuni(number, of_comuni),
        versions=told.versions,
        targets=told.aims(),
    )


def _drawn(said: Said) -> Drawn | None:
    """The number beside its target; nothing to draw where one of the two is missing."""
    aim = said.aim
    if aim is None or said.value is None or (aim.target is None and aim.band is None):
        return None
    signed = {"signed": said.is_delta}
    band = (
        ""
        if aim.band is None
        else _("da %(low)s a %(high)s")
        % {"low": figure(aim.band.low, said.unit), "high": written(aim.band.high, said.unit)}
    )
    return Drawn(
        bullet(said.value, target=aim.target, baseline=aim.baseline, band=aim.band),
        written(said.value, said.unit, **signed),
        "" if aim.target is None else written(aim.target, said.unit, **signed),
        "" if aim.baseline is None else written(aim.baseline, said.unit, **signed),
        band,
    )


def _trend(number: Number, series: Sequence[Number], targets: Sequence[IndicatorTarget]) -> Trend | None:
    """The numbers of periods as long as the chosen one; of a year so far, its quarters. One alone is no trend."""
    span = Span.QUARTER if number.period.span == Span.SO_FAR else number.period.span
    shown = [each for each in series if each.period.span == span]
    unit = number.definition.unit
    return (
        trend(moments(shown, targets), written=lambda value: figure(value, unit)) if len(shown) > 1 else None
    )


def _tables(number: Number, cells: Sequence[PublishedCell]) -> list[Table]:
    """The tables by one thing alone: zone, age, sex and group."""
    definition = number.definition
    heads = {
        "zone": (_("Zona per zona"), _("Zona")),
        "age": (_("Per età"), _("Età")),
        "sex": (_("Per sesso"), _("Sesso")),
        "group": (_("Per %(what)s") % {"what": definition.group_name}, definition.group_name),
    }
    found = []
    for by, (title, head) in heads.items():
        mine = [each for each in cells if each.by == by]
        if len(mine) > 1:
            found.append(Table(by, title, head, lying([_line(each, definition.unit) for each in mine])))
    return found


def _line(each: PublishedCell, unit: str) -> Line:
    name = {
        "zone": lambda: each.zone.name if each.zone else NOT_KNOWN,
        "zone comune": lambda: each.comune.name if each.comune else NOT_KNOWN,
        "age": lambda: AgeBand(each.age_band).label if each.age_band else NOT_KNOWN,
        "sex": lambda: Sex(each.sex).label if each.sex else NOT_KNOWN,
        "group": lambda: each.group or NOT_KNOWN,
    }[each.by]()
    place = each.comune if each.by == "zone comune" else each.zone if each.by == "zone" else None
    return Line(
        str(name),
        each.value,
        cell(each.value, each.status, unit),
        is_hidden=each.status == Status.SUPPRESSED,
        href=place.get_absolute_url() if place else "",
    )


def _comuni(number: Number, cells: Sequence[PublishedCell]) -> Table | None:
    if not cells:
        return None
    lines = [_line(each, number.definition.unit) for each in cells]
    return Table("comune", _("Comune per comune"), _("Comune"), lying(lines))


def _map(number: Number, cells: Sequence[PublishedCell]) -> Cartogram | None:
    if not cells:
        return None
    unit = number.definition.unit
    values = {
        each.comune.slug: Value(
            each.value, cell(each.value, each.status, unit), each.status == Status.SUPPRESSED
        )
        for each in cells
        if each.comune
    }
    return cartogram(list(Comune.objects.select_related("zone").in_order()), values)
