"""The answer of the search by comune, for the map and for the list that is worth as much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking.cartography import Net, Node, net_of, path_of
from networking.models import Comune
from services.models import Service
from services.results import address_of
from services.search.answer import found_services

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from services.search import Question
    from services.search.answer import Answer

# As many figures as a number beside a name may have: the drawing keeps room for them.
ROOM_FOR_NUMBER = " 0000"
# Above this many points a map shows comuni only, and says so.
MOST_POINTS = 400

Rings = list[list[tuple[float, float]]]


@dataclass(frozen=True)
class Stop:
    """A comune on the map and in the list: how many services, and where to read them."""

    comune: Comune
    node: Node
    area: str
    count: int | None
    words: str
    url: str


@dataclass(frozen=True)
class Atlas:
    """The drawing and its stops; where one comune was asked for, only that one is counted."""

    net: Net
    stops: list[Stop]
    shared: bool


def atlas_of(found: Answer) -> Atlas | None:
    """The map of `found`; None while there are no comuni."""
    comuni = {each.slug: each for each in Comune.objects.select_related("zone").in_order()}
    # The net of the home page, its names written with room for a number beside them.
    net = net_of(comuni.values(), room=ROOM_FOR_NUMBER)
    if net is None:
        return None
    nodes = {node.place.slug: node for node in net.nodes}
    counts = counts_by_comune(found)
    stops = [_stop(comuni[slug], nodes[slug], net, counts.get(slug), found.question) for slug in comuni]
    return Atlas(net, stops, shared=sum(counts.values()) > found.total)


def counts_by_comune(found: Answer) -> dict[str, int]:
    """How many services of `found` stand in the list of each comune, by slug."""
    asked = found.question.comune
    return {each.value: each.count for each in found.facets[0].values if not asked or each.value == asked}


def count_in_words(count: int) -> str:
    """«nessun servizio», «un servizio», «12 servizi»."""
    if not count:
        return _("nessun servizio")
    return ngettext("un servizio", "{count} servizi", count).format(count=count)


def _stop(comune: Comune, node: Node, net: Net, count: int | None, question: Question) -> Stop:
    rings = boundary_rings(comune)
    area = "".join(path_of([net.projection.point(*corner) for corner in ring]) for ring in rings)
    return Stop(
        comune=comune,
        node=node,
        area=area or node.area,
        count=count,
        words="" if count is None else count_in_words(count),
        url=address_of(replace(question, comune=comune.slug, page=1)),
    )


def boundary_rings(comune: Comune) -> Rings:
    """The outlines of the comune as latitude and longitude; none where its boundary is not known."""
    shape = comune.boundary or {}
    coordinates = shape.get("coordinates") or []
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(shape.get("type", ""), [])
    return [
        [(latitude, longitude) for longitude, latitude, *_height in ring]
        for polygon in polygons
        for ring in polygon
    ]


def map_data(found: Answer, *, now: datetime) -> dict[str, Any]:
    """What the map's script draws. Of a protected place there is nothing but its comune's number."""
    atlas = atlas_of(found)
    points = _points(found_services(found.question, now=now))
    return {
        "comuni": [_comune_data(stop, atlas.net) for stop in atlas.stops] if atlas else [],
        "points": points if len(points) <= MOST_POINTS else [],
        "note": _note(len(points), found.total),
    }


def _points(service_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The services that have an exact point which may be shown."""
    rows = (
        Service.objects.published()
        .filter(pk__in=service_ids, place__is_protected=False, place__latitude__isnull=False)
        .order_by("title", "pk")
        .values_list("title", "slug", "place__latitude", "place__longitude", "place__comune__name")
    )
    return [
        {
            "title": title,
            "url": reverse("services:service_detail", args=[slug]),
            "at": [latitude, longitude],
            "where": comune,
        }
        for title, slug, latitude, longitude, comune in rows[: MOST_POINTS + 1]
    ]


def _note(points: int, total: int) -> str:
    """What the map cannot show one by one, said in words."""
    if points > MOST_POINTS:
        return _("I servizi sono molti: la mappa mostra i comuni. Scegli un comune o una parola per vederli.")
    if points < total:
        return _("Di alcuni servizi non conosciamo il punto esatto: sono contati nel loro comune.")
    return ""


def _comune_data(stop: Stop, net: Net) -> dict[str, Any]:
    comune = stop.comune
    return {
        "name": comune.name,
        "zone": comune.zone.number,
        "at": [comune.latitude, comune.longitude],
        "count": stop.count,
        "words": stop.words,
        "url": stop.url,
        "area": boundary_rings(comune) or [_schematic_ring(stop.node, net)],
    }


def _schematic_ring(node: Node, net: Net) -> list[tuple[float, float]]:
    """The drawing's own area of a comune without a boundary, brought back to the Earth."""
    projection = net.projection
    corners = [corner.split() for corner in node.area.strip("MZ").split("L")]
    return [
        (
            round(projection.north - (float(y) - projection.top) / projection.scale, 5),
            round(projection.west + (float(x) - projection.left) / projection.scale / projection.shrink, 5),
        )
        for x, y in corners
    ]
