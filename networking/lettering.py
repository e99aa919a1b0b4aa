"""Where the names of a drawing are written: pure geometry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Point = tuple[float, float]
Line = tuple[Point, Point]
Box = tuple[float, float, float, float]

NODE_RADIUS = 9
# How wide a letter of Titillium Web is, on average, in parts of its size.
LETTER_WIDTH = 0.54
ROUNDS = 6
AIR = 0.45
DEARLY = 4
BEAD_GAP = 10
BEAD = 3


@dataclass(frozen=True)
class Label:
    """Where a name is written: a point on the line of writing and how the text hangs on it."""

    x: float
    y: float
    anchor: str


def labels(
    names: Mapping[str, str],
    points: Mapping[str, Point],
    lines: Iterable[Line] = (),
    *,
    size: float,
    width: float,
) -> dict[str, Label]:
    """A place for each name beside its point, so that names cover neither one another nor a point.

    Where they can they keep off the `lines` too.
    Each name tries the sides of its point in turn and takes the freest, again and again for a few
    rounds; the outcome is the same every time. `size` is that of the letters, `width` the drawing's.
    """
    beads = [box for line in lines for box in _beads(line)]
    sides = {}
    for name, point in sorted(points.items()):
        walls = _walls(name, points, size) + beads
        sides[name] = [
            _side(label, names[name], size=size, width=width, walls=walls) for label in _around(point, size)
        ]
    chosen = {name: tried[0] for name, tried in sides.items()}
    for _round in range(ROUNDS):
        for name, tried in sides.items():
            taken = [side.box for other, side in chosen.items() if other != name]
            chosen[name] = min(tried, key=lambda side, taken=taken: side.crowding(taken))  # type: ignore[misc]
    return {name: side.label for name, side in chosen.items()}


@dataclass(frozen=True)
class _Side:
    """One way of writing a name, the room it takes, and what it covers that never moves."""

    label: Label
    box: Box
    covered: float

    def crowding(self, taken: Iterable[Box]) -> float:
        return self.covered + sum(_overlap(self.box, other) for other in taken)


def _side(label: Label, text: str, *, size: float, width: float, walls: Iterable[Box]) -> _Side:
    box = _label_box(label, text, size)
    outside = (max(0.0, -box[0]) + max(0.0, box[2] - width)) * (box[3] - box[1])
    covered = sum(_overlap(box, wall) for wall in walls)
    return _Side(label, box, 10 * outside + covered)


def _walls(name: str, points: Mapping[str, Point], size: float) -> list[Box]:
    """The other points; each counts as itself, dearly, and as the air around it.

    A name that came closer to another point than to its own would seem to be that one's.
    """
    others = [point for other, point in points.items() if other != name]
    airs = [_around_node(point, NODE_RADIUS + AIR * size) for point in others]
    return airs + DEARLY * [_around_node(point, NODE_RADIUS + 2) for point in others]


def _around(point: Point, size: float) -> list[Label]:
    """The eight sides of a point, the most readable first."""
    x, y = point
    gap = NODE_RADIUS + 0.3 * size
    return [
        Label(x + gap, y + 0.35 * size, "start"),
        Label(x - gap, y + 0.35 * size, "end"),
        Label(x, y - gap, "middle"),
        Label(x, y + gap + 0.7 * size, "middle"),
        Label(x + 0.7 * gap, y - 0.6 * gap, "start"),
        Label(x + 0.7 * gap, y + 0.6 * gap + 0.7 * size, "start"),
        Label(x - 0.7 * gap, y - 0.6 * gap, "end"),
        Label(x - 0.7 * gap, y + 0.6 * gap + 0.7 * size, "end"),
    ]


def _label_box(label: Label, text: str, size: float) -> Box:
    length = len(text) * size * LETTER_WIDTH
    left = label.x - {"start": 0, "middle": length / 2, "end": length}[label.anchor]
    return left, label.y - 0.8 * size, left + length, label.y + 0.25 * size


def _around_node(point: Point, reach: float) -> Box:
    x, y = point
    return x - reach, y - reach, x + reach, y + reach


def _beads(line: Line) -> list[Box]:
    """A line as a row of small boxes, light enough that a name crosses it rather than another name."""
    (x1, y1), (x2, y2) = line
    steps = max(1, round(math.dist(*line) / BEAD_GAP))
    middles = ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(1, steps))
    return [(x - BEAD, y - BEAD, x + BEAD, y + BEAD) for x, y in middles]


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
