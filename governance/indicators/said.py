"""What must be known of a number to say it in words, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from .intervals import Interval
    from .periods import Period
    from .rules import Band


@dataclass(frozen=True)
class Aim:
    """How far to come, from where. For a range, `band` alone."""

    target: Decimal | None = None
    baseline: Decimal | None = None
    band: Band | None = None


@dataclass(frozen=True)
class Before:
    """The number of an earlier period, and the interval of the difference where only some were asked."""

    period: Period
    status: str
    value: Decimal | None = None
    interval: Interval | None = None


@dataclass(frozen=True)
class Sureness:
    """How many answered, of how many asked (where it is known), and between which values the true one may be."""

    answered: int
    interval: Interval
    asked: int | None = None


@dataclass(frozen=True)
class Farthest:
    """The place farthest from the target beside the whole, of those that may be shown."""

    place: str
    value: Decimal
    are_some_hidden: bool = False


@dataclass(frozen=True)
class Said:
    """A number of a period, with what must be known to say it in words.

    threshold: under how many people a number is hidden; zero where no people are counted.
    is_delta: the number is itself a difference between before and after.
    not_fed_because: why the portal has no rows of it; it says everything.
    today: tells a period that is to come, or is going on.
    """

    period: Period
    unit: str
    direction: str
    status: str
    value: Decimal | None = None
    threshold: int = 0
    is_delta: bool = False
    not_fed_because: str = ""
    today: date | None = None
    aim: Aim | None = None
    before: Before | None = None
    sureness: Sureness | None = None
    farthest: Farthest | None = None
    revised_on: date | None = None
    was: Decimal | None = None
    redefined_on: date | None = None
