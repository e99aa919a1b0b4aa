"""The net of the comuni: geometry that must hold wherever the points are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.cartography import Place, Projection, cells, draw, edges, net_of, path_of
from networking.lettering import labels
from networking.models import Comune

NEAR = 1e-6
spots = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=12, unique=True
).map(lambda points: {f"p{number:02}": (float(x), float(y)) for number, (x, y) in enumerate(points)})


def reached_from_the_first(points, joined):
    reached, waiting = set(), [min(points)]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [b if a == name else a for a, b in joined if name in (a, b)]
    return reached


@given(spots)
def test_every_point_is_joined_to_every_other_through_the_net(points):
    assert reached_from_the_first(points, edges(points)) == set(points)


@given(spots)
def test_each_edge_is_there_once_and_never_from_a_point_to_itself(points):
    joined = edges(points)

    assert len({frozenset(edge) for edge in joined}) == len(joined)
    assert all(one < other for one, other in joined)


@given(spots)
def test_the_net_is_the_same_in_whatever_order_the_points_come(points):
    assert edges(dict(reversed(points.items()))) == edges(points)


def test_a_point_in_the_middle_stands_between_the_two_at_the_ends():
    points = {"left": (0.0, 0.0), "middle": (5.0, 1.0), "right": (10.0, 0.0)}

    assert edges(points) == [("left", "middle"), ("middle", "right")]


@given(spots)
def test_an_area_is_nearer_to_its_own_point_than_to_any_other(points):
    areas = cells(points, reach=60)

    for name, area in areas.items():
        for corner in area:
            own = math.dist(corner, points[name])
            assert all(own <= math.dist(corner, other) + NEAR for other in points.values())


@given(spots)
def test_an_area_holds_its_own_point_and_stays_within_reach(points):
    areas = cells(points, reach=60)

    for name, area in areas.items():
        assert is_inside(points[name], area)
        assert all(math.dist(corner, points[name]) <= 60 + NEAR for corner in area)


def is_inside(point, polygon):
    """Whether a convex polygon holds a point: it is on the same side of every one of its sides."""
    turns = [
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
    ]
    return all(turn >= -NEAR for turn in turns) or all(turn <= NEAR for turn in turns)


@given(spots)
def test_no_two_areas_cover_the_same_ground(points):
    areas = cells(points, reach=60)
    centres = {name: middle_of(area) for name, area in areas.items()}

    for name, centre in centres.items():
        assert not [other for other in areas if other != name and is_strictly_inside(centre, areas[other])]


def middle_of(polygon):
    return sum(x for x, _y in polygon) / len(polygon), sum(y for _x, y in polygon) / len(polygon)


def is_strictly_inside(point, polygon):
    shrunk_turns = [
        (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True)
        if math.dist((ax, ay), (bx, by)) > NEAR
    ]
    return all(turn > NEAR for turn in shrunk_turns)


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    places = [place("a", 42.0, 12.0), place("b", 43.0, 13.0)]

    projection = Projection.fit(places, width=300, margin=0)

    x, _y = projection.point(42.0, 13.0)
    assert x == pytest.approx(300)
    assert projection.height == pytest.approx(300 / math.cos(math.radians(42.5)))


def test_north_is_up_and_the_margin_is_kept():
    projection = Projection.fit([place("a", 42.0, 12.0), place("b", 43.0, 13.0)], width=300, margin=20)

    assert projection.point(43.0, 12.0) == (20, 20)


def test_a_single_place_stands_in_the_middle():
    net = draw((place("a", 42.0, 12.0),))

    assert net.nodes[0].x == net.width // 2
    assert net.edges == ()


def test_a_drawing_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one place"):
        draw(())


def test_names_do_not_cover_one_another():
    points = {"a": (200.0, 100.0), "b": (200.0, 118.0), "c": (230.0, 109.0)}
    written = labels(dict.fromkeys(points, "Sant'Anatolia"), points, size=20, width=600)

    lines = {(round(label.y / 10), label.anchor) for label in written.values()}
    assert len(lines) == 3


def test_a_polygon_is_written_as_a_closed_path_of_whole_numbers():
    assert path_of([(0.2, 0.4), (10.6, 0.0), (5.0, 9.7)]) == "M0 0L11 0L5 10Z"
    assert path_of([]) == ""


@pytest.mark.django_db
def test_the_real_net_joins_all_twenty_one_comuni():
    net = net_of(Comune.objects.select_related("zone"))

    assert len(net.nodes) == 21
    names = {place.name for place in net.neighbours("norcia")}
    assert names == {"Cascia", "Cerreto di Spoleto", "Preci"}


@pytest.mark.django_db
def test_an_edge_between_two_zones_belongs_to_neither():
    net = net_of(Comune.objects.select_related("zone"))

    zone_of = {frozenset((edge.one, edge.other)): edge.zone for edge in net.edges}
    assert zone_of[frozenset(("preci", "sellano"))] is None
    assert zone_of[frozenset(("norcia", "cascia"))] == 6


def test_there_is_no_net_of_no_comuni():
    assert net_of([]) is None


def place(slug, latitude, longitude):
    return Place(slug=slug, name=slug.title(), latitude=latitude, longitude=longitude, zone=6)
