"""How long it takes from one comune to another: asked, and estimated where nobody has said it yet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Collate
from django.utils.timezone import localtime

from . import facts
from .models import Comune, TravelTime
from .roads import Road, at_home, estimate, is_winter, kilometres

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from .models.scope import Scope

FACTORS = Path(__file__).with_name("data") / "travel.toml"
CHANGED = "networking.travel_time_changed"
COLUMNS = ("minutes", "winter_minutes", "is_estimate", "source")


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


def of_comune(origin: Comune) -> QuerySet[TravelTime]:
    """The ways from `origin`, itself included, by the name of where they lead."""
    ways = TravelTime.objects.filter(origin=origin).select_related("origin", "destination")
    return ways.order_by(Collate("destination__name", "it-x-icu"))


@transaction.atomic
def correct(ways: Iterable[TravelTime], *, now: datetime, also_back: Scope | None = None) -> int:
    """Write what somebody knows better than the estimate; how many ways were written.

    With `also_back` the same minutes hold for the way back, where it begins within that scope.
    """
    written = list(ways)
    for way in written:
        way.source = "" if way.is_estimate else f"Controllato il {localtime(now):%d/%m/%Y}"
        way.save(update_fields=COLUMNS)
        facts.record(CHANGED, way, now=now)
        if also_back is not None and also_back.holds(way.destination):
            TravelTime.objects.filter(origin=way.destination, destination=way.origin).update(
                **{column: getattr(way, column) for column in COLUMNS}
            )
    return len(written)
