"""How long it takes from one comune to another: asked, and estimated where nobody has said it yet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from .models import Comune, TravelTime
from .roads import Road, at_home, estimate, is_winter, kilometres

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FACTORS = Path(__file__).with_name("data") / "travel.toml"


def minutes_between(origin: Comune, destination: Comune, *, day: date) -> int | None:
    """Minutes by car from one comune to the other on `day`; None where nobody knows: then nobody is sent."""
    return (
        TravelTime.objects.filter(origin=origin, destination=destination)
        .values_list(_column(day), flat=True)
        .first()
    )


def matrix(day: date) -> dict[tuple[int, int], int]:
    """Minutes on `day` by the ids of both comuni, from and to; ways that nobody knows are not in it."""
    rows = TravelTime.objects.order_by().values_list("origin_id", "destination_id", _column(day))
    return {(origin, destination): minutes for origin, destination, minutes in rows}


def _column(day: date) -> str:
    return "winter_minutes" if is_winter(day) else "minutes"


def estimate_missing(factors: Path = FACTORS) -> int:
    """Write an estimate for each way that has no minutes; how many were added.

    What is there is never touched, estimate or not: staff may have corrected it.
    """
    known = set(TravelTime.objects.order_by().values_list("origin_id", "destination_id"))
    comuni = list(Comune.objects.all())
    ways = [(one, other) for one in comuni for other in comuni if (one.pk, other.pk) not in known]
    TravelTime.objects.bulk_create(_estimates(ways, factors), ignore_conflicts=True)
    return len(ways)


def _estimates(ways: Iterable[tuple[Comune, Comune]], path: Path) -> list[TravelTime]:
    factors = tomllib.loads(path.read_text(encoding="utf-8"))
    heights = set(factors["mountain"].pop("comuni"))
    flat, mountain = Road(**factors["flat"]), Road(**factors["mountain"])
    return [
        _estimate(one, other, mountain if heights & {one.codice_istat, other.codice_istat} else flat, factors)
        for one, other in ways
    ]


def _estimate(one: Comune, other: Comune, road: Road, factors: dict[str, str]) -> TravelTime:
    minutes, winter = at_home(road) if one == other else estimate(kilometres(one, other), road)
    return TravelTime(
        origin=one, destination=other, minutes=minutes, winter_minutes=winter, source=factors["source"]
    )
