"""Answers about the territory and its people from plain values: no query, no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Collection

ADULT_AGE = 18
# Art. 2-quinquies of D.Lgs. 196/2003: under this age nobody has an account of their own.
ACCOUNT_AGE = 14
HALF_TURN, QUARTER_TURN = 180, 90
SATURDAY = 5
ITALY = ZoneInfo("Europe/Rome")


def is_outline(shape: Any) -> bool:
    """Whether `shape` is a GeoJSON Polygon or MultiPolygon: rings of positions, longitude first."""
    try:
        coordinates = shape["coordinates"]
        polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}[shape["type"]]
        corners = [corner for polygon in polygons for ring in polygon for corner in ring]
        return bool(corners) and all(
            abs(longitude) <= HALF_TURN and abs(latitude) <= QUARTER_TURN
            for longitude, latitude, *_height in corners
        )
    except (KeyError, TypeError, ValueError):
        return False


def age_on(born: date, day: date) -> int:
    """Whole years of somebody `born` then, on `day`; who was born on 29 February grows on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def years_before(day: date, years: int) -> date:
    """The last birth date of those who on `day` are at least `years` old."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February of a year that has none: who was born on the 28th is already old enough
        return day.replace(year=day.year - years, day=28)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_day_after(day: date, number: int, holidays: Collection[date]) -> date:
    """The working day that comes `number` working days after `day`: neither Saturday, nor Sunday, nor a holiday."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day, holidays)
    return day


def working_day_before(day: date, holidays: Collection[date]) -> date:
    """The working day that comes right before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether the post and the desks are at work: neither a Saturday, nor a Sunday, nor a holiday."""
    return day.weekday() < SATURDAY and day not in holidays
