"""What a counted cell is worth in the indicator's unit; and the places where nothing was counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from governance.models import Calculation, IndicatorDefinition, Unit
from networking.models import Comune

from .counting import Counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .facts import Source
    from .periods import Period

SIX_PLACES = Decimal("0.000001")
ADDED_UP = (Calculation.COUNT, Calculation.DISTINCT, Calculation.SUM)
A_HUNDRED, A_THOUSAND = 100, 1000


@dataclass(frozen=True)
class Worth(Counted):
    """A counted cell with its value; None where there is nothing to divide by."""

    value: Decimal | None


def cells(
    definition: IndicatorDefinition, source: Source, period: Period, counted: Sequence[Counted]
) -> list[Worth]:
    """Each cell with its value, also those of zones and comuni in which no row was counted."""
    everywhere = [*counted, *_where_nothing_was(definition, counted)]
    if definition.calculation == Calculation.GAP:
        return _rates(everywhere, source.residents(period) if source.residents else {})
    return [_worth(each, _value(definition, source, each)) for each in everywhere]


def _worth(counted: Counted, value: Decimal | None) -> Worth:
    kept = vars(counted) | {
        "numerator": _rounded(counted.numerator),
        "denominator": _rounded(counted.denominator),
    }
    return Worth(**kept, value=_rounded(value))


def _value(definition: IndicatorDefinition, source: Source, counted: Counted) -> Decimal | None:
    above, below = counted.numerator, counted.denominator
    match definition.calculation:
        case Calculation.RATIO:
            if above is None or not below:
                return None
            return above * (A_HUNDRED if definition.unit == Unit.PERCENT else 1) / below
        case Calculation.MEDIAN:
            # More than half of the rows are still open: the middle one has no number yet.
            return None if above is None or not above.is_finite() else above / source.scale
        case Calculation.PARITY:
            both = (above or Decimal(0), below or Decimal(0))
            return min(both) / max(both) if max(both) else None
        case _:
            return (above or Decimal(0)) / source.scale


def _where_nothing_was(definition: IndicatorDefinition, counted: Sequence[Counted]) -> Iterable[Counted]:
    """Zones and comuni without a row: a zero that is a zero, or nothing to divide by."""
    nothing = Decimal(0) if definition.calculation in (*ADDED_UP, Calculation.GAP) else None
    there = {(each.by, each.zone, each.comune) for each in counted}
    blank = Counted("", None, None, "", "", "", nothing, None, 0)
    comuni = list(Comune.objects.order_by("zone_id", "pk").values_list("zone_id", "pk"))
    places = []
    if "zone" in definition.dimensions:
        places += [
            replace(blank, by="zone", zone=zone) for zone in sorted({zone for zone, _comune in comuni})
        ]
    if {"zone", "comune"} <= set(definition.dimensions):
        places += [replace(blank, by="zone comune", zone=zone, comune=comune) for zone, comune in comuni]
    return [each for each in places if (each.by, each.zone, each.comune) not in there]


def _rates(counted: Sequence[Counted], residents: dict[int, int]) -> list[Worth]:
    """For each thousand who live there; of the whole, the lowest zone over the highest."""
    of_zones: dict[int | None, int] = defaultdict(int)
    for zone, comune in Comune.objects.values_list("zone_id", "pk"):
        of_zones[zone] += residents.get(comune, 0)
    rates = []
    for each in counted:
        living = (
            residents.get(each.comune or 0, 0) if each.by == "zone comune" else of_zones.get(each.zone, 0)
        )
        if each.by in ("zone", "zone comune"):
            rate = (each.numerator or Decimal(0)) * A_THOUSAND / living if living else None
            rates.append(_worth(replace(each, denominator=Decimal(living)), rate))
    of_zone = [each.value for each in rates if each.by == "zone" and each.zone and each.value is not None]
    highest = max(of_zone, default=Decimal(0))
    gap = min(of_zone) / highest if highest else None
    return [*(_worth(each, gap) for each in counted if not each.by), *rates]


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None or not number.is_finite() else number.quantize(SIX_PLACES)
