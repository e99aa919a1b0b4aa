"""A number along time: points joined by a line, with the target beside, and honest holes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .scales import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .scales import Number

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 26, 44
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 40, 6
# As many names under the axis as there is room for.
MOST_NAMES = 5


@dataclass(frozen=True)
class Moment:
    """One point in time: its name in the table and under the axis, its number and target, how they are written.

    value: None where there is none; `words` then says why. is_hidden: there is a number that may not be shown.
    starts_anew: the number is not made as the one before, so no line joins the two.
    """

    name: str
    short: str
    value: Number | None
    words: str
    target: Number | None = None
    target_words: str = ""
    is_hidden: bool = False
    starts_anew: bool = False


@dataclass(frozen=True)
class Dot:
    """Where a number stands."""

    x: int
    y: int


@dataclass(frozen=True)
class Tick:
    """A round number or a name, and where it stands along its axis."""

    at: int
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Trend:
    """The drawing: `lines` and `targets` are the points of polylines; `hidden` and `breaks` places along the axis."""

    moments: Sequence[Moment]
    lines: list[str]
    dots: list[Dot]
    targets: list[str]
    hidden: list[int]
    breaks: list[int]
    width: int = WIDTH
    height: int = HEIGHT
    rows: list[Tick] = field(default_factory=list)
    names: list[Tick] = field(default_factory=list)
    zero: int = 0

    left = LEFT
    right = WIDTH - RIGHT
    top = TOP
    foot = HEIGHT - BOTTOM
    room = HEIGHT - BOTTOM - TOP

    @property
    def has_target(self) -> bool:
        """Whether any moment has one."""
        return bool(self.targets)


def trend(moments: Sequence[Moment], *, written: Callable[[float], str]) -> Trend:
    """The drawing of `moments`, from the first to the last; `written` says the numbers of the axis."""
    scale = Scale.of(_all_numbers(moments), HEIGHT - TOP - BOTTOM)
    places = _places(len(moments), LEFT, WIDTH - RIGHT)
    foot = HEIGHT - BOTTOM
    return Trend(
        moments=moments,
        lines=_lines(moments, places, scale, foot),
        dots=_dots(moments, places, scale, foot),
        targets=_targets(moments, places, scale, foot),
        hidden=[place for moment, place in zip(moments, places, strict=True) if moment.is_hidden],
        breaks=_breaks(moments, places),
        rows=[Tick(foot - scale.at(tick), written(tick)) for tick in scale.ticks],
        names=_names(moments, places),
        zero=foot - scale.at(0),
    )


def sparkline(moments: Sequence[Moment]) -> Trend:
    """The same, as small as a word and without axes."""
    scale = Scale.of(_all_numbers(moments), SPARK_HEIGHT - 2 * SPARK_EDGE)
    places = _places(len(moments), SPARK_EDGE, SPARK_WIDTH - SPARK_EDGE)
    foot = SPARK_HEIGHT - SPARK_EDGE
    dots = _dots(moments, places, scale, foot)
    return Trend(
        moments=moments,
        lines=_lines(moments, places, scale, foot),
        dots=dots[-1:],
        targets=_targets(moments, places, scale, foot),
        hidden=[],
        breaks=_breaks(moments, places),
        width=SPARK_WIDTH,
        height=SPARK_HEIGHT,
    )


def _all_numbers(moments: Sequence[Moment]) -> list[Number | None]:
    return [number for moment in moments for number in (moment.value, moment.target)]


def _places(many: int, first: int, last: int) -> list[int]:
    """So many places, as far from one another, from `first` to `last`; one alone stands in the middle."""
    if many == 1:
        return [(first + last) // 2]
    return [round(first + (last - first) * number / (many - 1)) for number in range(many)]


def _dots(moments: Sequence[Moment], places: Sequence[int], scale: Scale, foot: int) -> list[Dot]:
    pairs = zip(moments, places, strict=True)
    return [Dot(x, foot - scale.at(each.value)) for each, x in pairs if each.value is not None]


def _lines(moments: Sequence[Moment], places: Sequence[int], scale: Scale, foot: int) -> list[str]:
    """One polyline for each stretch without holes nor new definitions; a point alone has none."""
    stretches: list[list[str]] = [[]]
    for moment, x in zip(moments, places, strict=True):
        if moment.value is None or moment.starts_anew:
            stretches.append([])
        if moment.value is not None:
            stretches[-1].append(f"{x},{foot - scale.at(moment.value)}")
    return [" ".join(each) for each in stretches if len(each) > 1]


def _targets(moments: Sequence[Moment], places: Sequence[int], scale: Scale, foot: int) -> list[str]:
    """The target as steps: each holds for half of the way to its neighbours."""
    if not any(moment.target is not None for moment in moments):
        return []
    half = (places[1] - places[0]) / 2 if len(places) > 1 else (places[0] - LEFT)
    stretches: list[list[str]] = [[]]
    for moment, x in zip(moments, places, strict=True):
        if moment.target is None:
            stretches.append([])
            continue
        y = foot - scale.at(moment.target)
        first, last = max(round(x - half), places[0]), min(round(x + half), places[-1])
        if len(places) == 1:
            first, last = round(x - half), round(x + half)
        stretches[-1] += [f"{first},{y}", f"{last},{y}"]
    return [" ".join(each) for each in stretches if each]


def _breaks(moments: Sequence[Moment], places: Sequence[int]) -> list[int]:
    """Half-way between a moment that starts anew and the one before."""
    return [
        (places[number - 1] + places[number]) // 2
        for number, moment in enumerate(moments)
        if number and moment.starts_anew
    ]


def _names(moments: Sequence[Moment], places: Sequence[int]) -> list[Tick]:
    every = max(1, -(-len(moments) // MOST_NAMES))
    # Counted from the last, which is the one that is looked for.
    shown = range(len(moments) - 1, -1, -every)
    last = len(moments) - 1 if len(moments) > 1 else -1
    return [
        Tick(places[number], moments[number].short, "end" if number == last else "middle")
        for number in sorted(shown)
    ]
