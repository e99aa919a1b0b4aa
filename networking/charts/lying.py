"""Bars that lie beside their names, in the very table that says the numbers; and one number against its target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .scales import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .scales import Number

# A bar that may not be shown is as long as any other of its kind: it says nothing.
NEUTRAL = 40
BULLET_WIDTH, BULLET_EDGE = 600, 12


@dataclass(frozen=True)
class Line:
    """A row of the table: its name, where it leads, its number, how it is written.

    value: None where there is none; `words` then says why. is_hidden: there is a number that may not be shown.
    """

    name: str
    value: Number | None
    words: str
    is_hidden: bool = False
    href: str = ""
    zone: int | None = None


@dataclass(frozen=True)
class LyingBar:
    """A row and its bar: from where, how long, in parts of a hundred of the room; no bar where there is no number."""

    line: Line
    start: str
    length: str
    is_hidden: bool = False

    @property
    def is_drawn(self) -> bool:
        return self.is_hidden or self.line.value is not None


def lying(lines: Sequence[Line]) -> list[LyingBar]:
    """A bar for each of `lines`, in their order. All begin at zero, which may be in the middle."""
    scale = Scale.of([line.value for line in lines], 100)
    return [_bar(line, scale) for line in lines]


def _bar(line: Line, scale: Scale) -> LyingBar:
    if line.is_hidden:
        return LyingBar(line, "0", str(NEUTRAL), is_hidden=True)
    if line.value is None:
        return LyingBar(line, "0", "0")
    first, last = sorted((scale.percent(0), scale.percent(line.value)))
    return LyingBar(line, f"{first:g}", f"{last - first:g}")


@dataclass(frozen=True)
class Bullet:
    """A number beside where it began and where it should come; places in units of the drawing, None what there is not."""

    zero: int
    start: int
    length: int
    target: int | None
    baseline: int | None
    band_start: int | None
    band_length: int | None

    width = BULLET_WIDTH
    height = 64


def bullet(
    value: Number | None,
    *,
    target: Number | None = None,
    baseline: Number | None = None,
    band: tuple[Number, Number] | None = None,
) -> Bullet:
    """The drawing of `value` against its target, or the band in which it should stay."""
    scale = Scale.of([value, target, baseline, *(band or ())], BULLET_WIDTH - 2 * BULLET_EDGE)

    def at(number: Number) -> int:
        return BULLET_EDGE + scale.at(number)

    zero = at(0)
    first, last = sorted((zero, zero if value is None else at(value)))
    low, high = (at(band[0]), at(band[1])) if band else (None, None)
    return Bullet(
        zero=zero,
        start=first,
        length=last - first,
        target=None if target is None else at(target),
        baseline=None if baseline is None else at(baseline),
        band_start=low,
        band_length=None if low is None or high is None else high - low,
    )
