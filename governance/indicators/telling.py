"""From the numbers everybody may see to what is said of one of them: its target, what was before, the place left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from governance.models import Calculation, Direction, Status

from . import published
from .periods import Span
from .rules import Band
from .said import Aim, Before, Farthest, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from governance.models import IndicatorDefinition, IndicatorTarget, PublishedCell

    from .periods import Period
    from .published import Number

# Of these a place can be told to be behind: of what adds up, the smallest village would always be.
COMPARED = (Calculation.RATIO, Calculation.MEDIAN, Calculation.PARITY)


def not_fed(definition: IndicatorDefinition, period: Period) -> Said:
    """What is said of an indicator of which the portal has no rows."""
    return Said(
        period,
        definition.unit,
        definition.direction,
        Status.NO_DATA,
        not_fed_because=definition.not_fed_because,
    )


def said_of(
    number: Number,
    series: Sequence[Number],
    targets: Iterable[IndicatorTarget],
    *,
    today: date,
    places: Iterable[PublishedCell] = (),
    was: PublishedCell | None = None,
) -> Said:
    """All that is known of `number`.

    series: the other numbers of the indicator. places: the cells of its comuni. was: what was published of the same
    period before late data changed it.
    """
    definition = number.definition
    earlier = _earlier(number, series)
    is_redefined = earlier is not None and earlier.definition.version != definition.version
    return Said(
        period=number.period,
        unit=definition.unit,
        direction=definition.direction,
        status=number.status,
        value=number.value,
        threshold=definition.threshold,
        is_delta=definition.calculation == Calculation.PAIRED,
        today=today,
        aim=aim_of(definition, number.period, targets),
        before=Before(earlier.period, earlier.status, earlier.value) if earlier else None,
        farthest=_farthest(definition, places),
        revised_on=timezone.localdate(number.publication.published_at) if was else None,
        was=was.value if was else None,
        redefined_on=definition.valid_from if is_redefined else None,
    )


def aim_of(definition: IndicatorDefinition, period: Period, targets: Iterable[IndicatorTarget]) -> Aim | None:
    """Where the number should come; None where no target measures such a period."""
    if definition.direction == Direction.RANGE:
        if definition.range_low is None or definition.range_high is None:
            return None
        return Aim(band=Band(definition.range_low, definition.range_high))
    target = published.target_of(definition, period, targets)
    return None if target is None else Aim(target=target, baseline=definition.baseline)


def _earlier(number: Number, series: Sequence[Number]) -> Number | None:
    """The number of the period before, where one was published."""
    before = number.period.before
    known = [each.as_year_so_far() for each in series] if before.span == Span.SO_FAR else series
    return next((each for each in known if each.period == before), None)


def _farthest(definition: IndicatorDefinition, places: Iterable[PublishedCell]) -> Farthest | None:
    """The comune farthest from what is wanted, of those that may be shown; None where none is behind the others."""
    if definition.calculation not in COMPARED or definition.direction == Direction.RANGE:
        return None
    of_comuni = [each for each in places if each.comune is not None]
    known = sorted(
        (each.value, each.comune.name) for each in of_comuni if each.value is not None and each.comune
    )
    if not known or known[0][0] == known[-1][0]:
        return None
    value, place = known[0] if definition.direction == Direction.UP else known[-1]
    return Farthest(place, value, are_some_hidden=any(each.status == Status.SUPPRESSED for each in of_comuni))
