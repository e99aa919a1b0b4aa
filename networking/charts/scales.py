"""From numbers to places on a drawing, with round numbers on the axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    Number: TypeAlias = Decimal | float

STEPS = (1, 2, 2.5, 5, 10)
WANTED_TICKS = 4


@dataclass(frozen=True)
class Scale:
    """From `low` to `high` in so many units of the drawing, with a tick every `step`."""

    low: float
    high: float
    step: float
    length: int

    @classmethod
    def of(cls, values: Iterable[Number | None], length: int) -> Scale:
        """A scale that holds every value and zero, and ends on round numbers. What is missing (None) does not count."""
        numbers = [0.0, *(float(value) for value in values if value is not None)]
        low, high = min(numbers), max(numbers)
        step = _step((high - low) or 1)
        return cls(math.floor(low / step) * step, (math.ceil(high / step) or 1) * step, step, length)

    def at(self, value: Number) -> int:
        """How far from the beginning `value` is; what lies outside is brought to the nearer end."""
        part = (float(value) - self.low) / (self.high - self.low)
        return round(min(max(part, 0.0), 1.0) * self.length)

    def percent(self, value: Number) -> float:
        """The same in parts of a hundred."""
        part = (float(value) - self.low) / (self.high - self.low)
        return round(100 * min(max(part, 0.0), 1.0), 2)

    @property
    def ticks(self) -> list[float]:
        """The round numbers along it, the ends included."""
        many = round((self.high - self.low) / self.step)
        return [round(self.low + number * self.step, 10) for number in range(many + 1)]


def _step(width: float) -> float:
    """The round number that divides `width` in about four."""
    rough = width / WANTED_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
