"""How far and how long from one comune to another: an estimate from plain values, no query and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

EARTH_KM = 6371.0
# To the car, through the two towns, and a place to leave it.
BEFORE_AND_AFTER = 3
# Within one comune: a figure, not a measure.
AT_HOME = 10
# An estimate that tells single minutes would tell more than it knows.
STEP = 5
# From 1 December to 31 March: when snow tyres stay on. The one place that says when winter is on the roads.
WINTER_MONTHS = frozenset({12, 1, 2, 3})


class Position(Protocol):
    """Whatever stands somewhere, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Road:
    """What kind of road it is: how much longer than the straight line, how fast, how much slower in winter."""

    detour: float
    km_an_hour: float
    winter: float


def is_winter(day: date) -> bool:
    """Whether on `day` the roads are as they are in winter."""
    return day.month in WINTER_MONTHS


def kilometres(one: Position, other: Position) -> float:
    """How far apart two places are, in a straight line over the round Earth (haversine)."""
    north, south = radians(one.latitude), radians(other.latitude)
    half_way_up = sin((south - north) / 2) ** 2
    half_way_across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half_way_up + cos(north) * cos(south) * half_way_across))


def estimate(straight_km: float, road: Road) -> tuple[int, int]:
    """Minutes by car, and in winter: kilometres × detour ÷ speed + 3, rounded up to five minutes.

    Winter multiplies the minutes before they are rounded. The factors and where they come from stand in
    `networking/data/travel.toml`; nothing here was measured.
    """
    exact = straight_km * road.detour * 60 / road.km_an_hour + BEFORE_AND_AFTER
    return _whole(exact), _whole(exact * road.winter)


def at_home(road: Road) -> tuple[int, int]:
    """Minutes within one comune, and in winter: ten, and as much slower as its roads are."""
    return AT_HOME, _whole(AT_HOME * road.winter)


def _whole(minutes: float) -> int:
    return ceil(minutes / STEP) * STEP
