"""How sure one can be of what only some were asked: intervals at 95%, from plain numbers."""

from __future__ import annotations

import math
from statistics import NormalDist, mean, stdev
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

LEVEL = 0.95
LEAST_PAIRS = 2
# Halvings of a bisection: more would be finer than a number of the machine.
HALVINGS = 80


class Interval(NamedTuple):
    """From the lowest to the highest value that what was seen does not rule out."""

    low: float
    high: float

    def holds(self, value: float | Decimal) -> bool:
        """Whether `value` cannot be ruled out; the ends are within."""
        return self.low <= value <= self.high

    def times(self, factor: float | Decimal) -> Interval:
        """The same in another unit: 0–1 becomes 0–100."""
        return Interval(self.low * float(factor), self.high * float(factor))


def wilson(successes: int, asked: int, level: float = LEVEL) -> Interval | None:
    """The interval of a proportion, between 0 and 1; None where nobody was asked.

    Wilson's score interval: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, «Probable inference,
    the law of succession, and statistical inference», JASA 22 (1927), 209–212; recommended for small n by
    L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001), 101–133.
    Raises ValueError for more successes than asked, or fewer than none.
    """
    if not 0 <= successes <= asked:
        raise ValueError(f"{successes} of {asked}")
    if not asked:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    part = successes / asked
    shrink = 1 + z * z / asked
    centre = (part + z * z / (2 * asked)) / shrink
    reach = z / shrink * math.sqrt(part * (1 - part) / asked + z * z / (4 * asked * asked))
    # The machine's rounding must not exclude the ends, which are certain.
    low = 0.0 if successes == 0 else centre - reach
    high = 1.0 if successes == asked else centre + reach
    return Interval(low, high)


def between_proportions(now: tuple[int, int], before: tuple[int, int]) -> Interval | None:
    """The interval of the difference of two proportions, each given as (successes, asked).

    Newcombe's hybrid score interval, from the Wilson intervals of the two: R. G. Newcombe, «Interval estimation for the
    difference between independent proportions», Statistics in Medicine 17 (1998), 873–890, method 10.
    """
    one, other = wilson(*now), wilson(*before)
    if one is None or other is None:
        return None
    p, q = now[0] / now[1], before[0] / before[1]
    return Interval(
        p - q - math.hypot(p - one.low, other.high - q),
        p - q + math.hypot(one.high - p, q - other.low),
    )


def paired(deltas: Sequence[float], level: float = LEVEL) -> Interval | None:
    """The interval of the mean of the differences «after − before» of the same people; None for fewer than two.

    Student's t on the differences: mean ± t(n−1) · s/√n. «Student», «The probable error of a mean», Biometrika 6 (1908).
    """
    if len(deltas) < LEAST_PAIRS:
        return None
    centre = mean(deltas)
    reach = student((1 + level) / 2, len(deltas) - 1) * stdev(deltas) / math.sqrt(len(deltas))
    return Interval(centre - reach, centre + reach)


def student(probability: float, freedom: int) -> float:
    """The value under which Student's t with so many degrees of freedom falls with that probability (at least a half)."""
    low, high = 0.0, 1.0
    while _within(high, freedom) < 2 * probability - 1:
        high *= 2
    for _halving in range(HALVINGS):
        middle = (low + high) / 2
        if _within(middle, freedom) < 2 * probability - 1:
            low = middle
        else:
            high = middle
    return high


def _within(t: float, freedom: int) -> float:
    """The probability of falling between −t and t.

    M. Abramowitz and I. A. Stegun, «Handbook of Mathematical Functions», 26.7.3 (odd) and 26.7.4 (even): exact.
    """
    angle = math.atan(t / math.sqrt(freedom))
    square = math.cos(angle) ** 2
    if freedom % 2:
        term = total = math.cos(angle) if freedom > 1 else 0.0
        for step in range(3, freedom - 1, 2):
            term *= square * (step - 1) / step
            total += term
        return 2 / math.pi * (angle + math.sin(angle) * total)
    term = total = 1.0
    for step in range(2, freedom - 1, 2):
        term *= square * (step - 1) / step
        total += term
    return math.sin(angle) * total
