"""Bars that stand on one another, from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, GAP = 640, 160, 4


@dataclass(frozen=True)
class Part:
    """One piece of a bar: which of the series, where, how large; in units of the drawing."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """A drawing of stacked bars, from left to right."""

    parts: list[Part]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT


def stacked(columns: Sequence[Sequence[int]]) -> Bars:
    """One bar for each of `columns`, whose numbers (not negative) stand on one another."""
    highest = max((sum(column) for column in columns), default=0)
    step = WIDTH / max(len(columns), 1)
    parts = []
    for place, column in enumerate(columns):
        foot = float(HEIGHT)
        for series, number in enumerate(column):
            height = HEIGHT * number / highest if highest else 0
            foot -= height
            if number:
                parts.append(
                    Part(
                        series,
                        round(place * step + GAP / 2, 1),
                        round(foot, 1),
                        round(step - GAP, 1),
                        round(height, 1),
                    )
                )
    return Bars(parts, highest)
