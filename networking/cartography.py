"""The net of the comuni: pure geometry from positions to a drawing, no query and no file.

Everything works on a flat plane whose unit is that of the drawing, x to the right and y downward.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from .lettering import Label, labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from networking.models import Comune

Point = tuple[float, float]

DISC_SIDES = 48
# How far from its centre a comune's schematic area may reach, in parts of the drawing's width.
REACH = 0.13


@dataclass(frozen=True)
class Place:
    """A comune as the drawing knows it."""

    slug: str
    name: str
    latitude: float
    longitude: float
    zone: int
    href: str = ""
    is_lead: bool = False


@dataclass(frozen=True)
class Projection:
    """From degrees to the drawing: a degree of longitude is shortened as it is at this latitude."""

    west: float
    north: float
    shrink: float
    scale: float
    left: float
    top: float
    height: float

    @classmethod
    def fit(cls, places: Sequence[Place], *, width: float, margin: float) -> Projection:
        """The projection that fills `width` with `places`, leaving `margin` on every side.

        Raises ValueError without places: there is nothing to fill the drawing with.
        """
        if not places:
            raise ValueError("a drawing needs at least one place")
        latitudes = [place.latitude for place in places]
        longitudes = [place.longitude for place in places]
        shrink = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
        across = (max(longitudes) - min(longitudes)) * shrink
        down = max(latitudes) - min(latitudes)
        scale = (width - 2 * margin) / (across or down or 1)
        return cls(
            west=min(longitudes),
            north=max(latitudes),
            shrink=shrink,
            scale=scale,
            left=margin if across else width / 2,
            top=margin,
            height=down * scale + 2 * margin,
        )

    def point(self, latitude: float, longitude: float) -> Point:
        """Where a position on the Earth stands in the drawing."""
        x = self.left + (longitude - self.west) * self.shrink * self.scale
        return x, self.top + (self.north - latitude) * self.scale


def edges(points: Mapping[str, Point]) -> list[tuple[str, str]]:
    """The Gabriel graph: two points are joined when no third lies in the circle between them.

    Its edges never cross and it holds the shortest tree, so that the net is in one piece.
    Each edge is there once, with its names in alphabetical order.
    """

    def is_between(third: str, one: str, other: str) -> bool:
        nearer = _squared(points[one], points[third]) + _squared(points[third], points[other])
        return nearer < _squared(points[one], points[other])

    return [
        (one, other)
        for one, other in combinations(sorted(points), 2)
        if not any(is_between(third, one, other) for third in points if third not in (one, other))
    ]


def cells(points: Mapping[str, Point], *, reach: float) -> dict[str, list[Point]]:
    """The area nearer to each point than to any other, no farther than `reach` from it.

    A schematic area, for want of a boundary: a Voronoi cell within a disc, always convex.
    Together they make a rounded outline around all the points.
    """
    return {
        name: _clip_all(_disc(point, reach), point, [p for n, p in points.items() if n != name])
        for name, point in points.items()
    }


def _clip_all(polygon: list[Point], own: Point, others: Iterable[Point]) -> list[Point]:
    for other in others:
        polygon = _nearer_half(polygon, own, other)
    return polygon


def _disc(centre: Point, radius: float) -> list[Point]:
    """A circle as a polygon with many sides."""
    turns = (2 * math.pi * side / DISC_SIDES for side in range(DISC_SIDES))
    return [(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns]


def _nearer_half(polygon: list[Point], own: Point, other: Point) -> list[Point]:
    """The part of a convex polygon that is nearer to `own` than to `other`."""
    if own == other:
        return polygon
    kept: list[Point] = []
    for start, end in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        before = _squared(start, other) - _squared(start, own)
        after = _squared(end, other) - _squared(end, own)
        if before >= 0:
            kept.append(start)
        if before * after < 0:
            part = before / (before - after)
            kept.append((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
    return kept


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


@dataclass(frozen=True)
class Node:
    """A comune in the net, ready to be drawn; numbers are whole, so that no language rewrites them."""

    place: Place
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str
    area: str


@dataclass(frozen=True)
class Edge:
    """Two neighbours, by slug; `zone` is theirs when they share it, else None."""

    one: str
    other: str
    x1: int
    y1: int
    x2: int
    y2: int
    zone: int | None


@dataclass(frozen=True)
class Net:
    """The whole drawing: what `networking/net.html` shows."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    projection: Projection

    def neighbours(self, slug: str) -> list[Place]:
        """The comuni that the net joins to this one, by name; none for a slug that is not in it."""
        joined = {
            edge.other if edge.one == slug else edge.one
            for edge in self.edges
            if slug in (edge.one, edge.other)
        }
        return sorted((node.place for node in self.nodes if node.place.slug in joined), key=lambda p: p.name)


def net_of(comuni: Iterable[Comune], *, room: str = "") -> Net | None:
    """The net of these comuni, each leading to its page; None when there are none.

    room: what will be written after each name, or as long as that: the drawing keeps the place free.
    """
    places = tuple(
        Place(
            slug=comune.slug,
            name=comune.name + room,
            latitude=comune.latitude,
            longitude=comune.longitude,
            zone=comune.zone.number,
            href=comune.get_absolute_url(),
            is_lead=comune.is_zone_lead,
        )
        for comune in comuni
    )
    return draw(places) if places else None


@lru_cache(maxsize=32)
def draw(places: tuple[Place, ...], *, width: int = 600, letters: int = 21) -> Net:
    """The drawing of `places`: the same places always give the same one, so it is made once.

    Raises ValueError without places.
    """
    projection = Projection.fit(places, width=width, margin=REACH * width + 2)
    points = {place.slug: projection.point(place.latitude, place.longitude) for place in places}
    names = {place.slug: place.name for place in places}
    joined = edges(points)
    lines = [(points[one], points[other]) for one, other in joined]
    written = labels(names, points, lines, size=letters, width=width)
    areas = cells(points, reach=REACH * width)
    return Net(
        width=width,
        height=round(projection.height),
        nodes=tuple(
            _node(place, points[place.slug], written[place.slug], areas[place.slug]) for place in places
        ),
        edges=_drawn_edges(places, points, joined),
        projection=projection,
    )


def _node(place: Place, point: Point, label: Label, area: Sequence[Point]) -> Node:
    return Node(
        place=place,
        x=round(point[0]),
        y=round(point[1]),
        label_x=round(label.x),
        label_y=round(label.y),
        anchor=label.anchor,
        area=path_of(area),
    )


def _drawn_edges(
    places: Iterable[Place], points: Mapping[str, Point], joined: Iterable[tuple[str, str]]
) -> tuple[Edge, ...]:
    zone = {place.slug: place.zone for place in places}
    drawn = []
    for one, other in joined:
        (x1, y1), (x2, y2) = points[one], points[other]
        shared = zone[one] if zone[one] == zone[other] else None
        drawn.append(Edge(one, other, round(x1), round(y1), round(x2), round(y2), shared))
    return tuple(drawn)


def path_of(polygon: Sequence[Point]) -> str:
    """A closed polygon as the `d` of an SVG path; empty without corners."""
    corners = [f"{round(x)} {round(y)}" for x, y in polygon]
    return f"M{'L'.join(corners)}Z" if corners else ""
