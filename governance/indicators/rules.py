"""What a number is, how far it has come, whether it has changed: answers from plain values, no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.models import Direction, Status, Unit

if TYPE_CHECKING:
    from .intervals import Interval

HUNDRED = Decimal(100)
# What stands instead of a number where the portal does not have the rows yet; the definition says why.
NOT_FED = _("non ancora alimentato")


def whole(unit: str) -> Decimal:
    """What a ratio is multiplied by to be written in `unit`: a percentage is kept in hundredths, 35 is «35%»."""
    return HUNDRED if unit == Unit.PERCENT else Decimal(1)


class Band(NamedTuple):
    """The two values between which it is well to stay, both included."""

    low: Decimal
    high: Decimal


class Outcome(models.TextChoices):
    """Where a number stands towards its target. Maintenance: the target is where one began."""

    REACHED = "reached", _("raggiunto")
    NOT_REACHED = "not_reached", _("non ancora raggiunto")
    KEPT = "kept", _("mantenuto")
    NOT_KEPT = "not_kept", _("non mantenuto")
    INSIDE = "inside", _("nell'intervallo")
    OUTSIDE = "outside", _("fuori dall'intervallo")

    @property
    def is_good(self) -> bool:
        """Whether it is what was wanted."""
        return self in {Outcome.REACHED, Outcome.KEPT, Outcome.INSIDE}


@dataclass(frozen=True)
class Progress:
    """Where a number stands, and which part of the way from the baseline it has gone.

    part: 0 at the baseline, 1 at the target, negative for who went back; None where there is no way to measure.
    """

    outcome: Outcome
    part: Decimal | None = None

    @property
    def shown(self) -> Decimal | None:
        """The part of the way as a bar draws it: never less than nothing nor more than all."""
        return None if self.part is None else min(max(self.part, Decimal(0)), Decimal(1))


class Measure(NamedTuple):
    """The outcome of a calculation: a number, or why there is none."""

    status: Status
    value: Decimal | None


def ratio(numerators: Decimal | int, denominators: Decimal | int, unit: str = Unit.PERCENT) -> Measure:
    """The sum of the numerators over the sum of the denominators, in `unit`: never a mean of ratios.

    Over nothing it is not defined, which is neither zero nor missing.
    """
    if not denominators:
        return Measure(Status.UNDEFINED, None)
    return Measure(Status.OK, whole(unit) * Decimal(numerators) / Decimal(denominators))


def is_reached(actual: Decimal, target: Decimal | None, direction: str, band: Band | None = None) -> bool:
    """Whether `actual` is what was wanted; the target itself is."""
    if direction == Direction.RANGE:
        return band is not None and band.low <= actual <= band.high
    if target is None:
        return False
    return actual >= target if direction == Direction.UP else actual <= target


def progress(
    actual: Decimal | None,
    baseline: Decimal | None,
    target: Decimal | None,
    direction: str,
    band: Band | None = None,
) -> Progress | None:
    """How far from `baseline` to `target` it has come: (actual − baseline) / (target − baseline), whichever way is better.

    None where there is no number, or nothing to compare it with. A zero is a number.
    """
    if actual is None:
        return None
    if direction == Direction.RANGE:
        return _within(actual, band) if band else None
    return None if target is None else _towards(actual, baseline, target, direction)


def _within(actual: Decimal, band: Band) -> Progress:
    is_inside = is_reached(actual, None, Direction.RANGE, band)
    return Progress(Outcome.INSIDE if is_inside else Outcome.OUTSIDE)


def _towards(actual: Decimal, baseline: Decimal | None, target: Decimal, direction: str) -> Progress:
    is_good = is_reached(actual, target, direction)
    if baseline == target:
        return Progress(Outcome.KEPT if is_good else Outcome.NOT_KEPT)
    part = None if baseline is None else (actual - baseline) / (target - baseline)
    return Progress(Outcome.REACHED if is_good else Outcome.NOT_REACHED, part)


class Change(models.TextChoices):
    """What can honestly be said of a number after another."""

    UP = "up", _("in aumento")
    DOWN = "down", _("in calo")
    SAME = "same", _("uguale")
    UNCERTAIN = "uncertain", _("non si può dire")

    def is_better(self, direction: str) -> bool | None:
        """Whether it goes the way that is wanted; None where it does not move, or both ways may be well."""
        if direction == Direction.RANGE or self in {Change.SAME, Change.UNCERTAIN}:
            return None
        return (self == Change.UP) == (direction == Direction.UP)


def change(now: Decimal | None, before: Decimal | None, interval: Interval | None = None) -> Change | None:
    """How `now` compares with `before`; None where one of the two is missing.

    interval: of the difference, for what was asked of a part of the people. Where it holds zero, its ends
    included, nobody knows whether anything has changed. What was counted one by one has none.
    """
    if now is None or before is None:
        return None
    if interval is not None and interval.holds(0):
        return Change.UNCERTAIN
    if now == before:
        return Change.SAME
    return Change.UP if now > before else Change.DOWN
