"""The map: list and drawing tell the same, and nothing protected is on it."""

import json
import re

import pytest

from networking.models import Comune
from services.models import Place, Service
from tests import factories


@pytest.fixture
def services(norcia, foligno):
    return [
        factories.service("Sportello di Norcia", comune=norcia),
        factories.service("Doposcuola di Norcia", comune=norcia, category="aiuto-con-i-compiti"),
        factories.service("Sportello di Foligno", comune=foligno),
    ]


def read(client, query=""):
    response = client.get(f"/mappa/{query}")
    assert response.status_code == 200
    return response.content.decode()


def data(client, query=""):
    return client.get(f"/mappa/dati.json{query}").json()


def drawing_of(page):
    return page[page.index('<svg class="net map-drawing"') : page.index("</svg>", page.index("map-drawing"))]


def list_of(page):
    return page[page.index('<ul class="map-list"') :]


def test_every_comune_is_drawn_and_listed(client, services):
    page = read(client)

    for name in Comune.objects.values_list("name", flat=True):
        told = name.replace("'", "&#x27;")
        assert told in drawing_of(page)
        assert told in list_of(page)


def test_drawing_list_and_data_tell_the_same(client, services):
    page = read(client)

    assert 'aria-label="Norcia 2, 2 servizi"' in drawing_of(page)
    assert re.search(r">Norcia</a>: 2 servizi", list_of(page))
    assert re.search(r"Cascia: nessun servizio", list_of(page))
    told = {each["name"]: (each["count"], each["words"]) for each in data(client)["comuni"]}
    assert told["Norcia"] == (2, "2 servizi")
    assert told["Cascia"] == (0, "nessun servizio")


def test_a_comune_leads_to_its_list_with_the_same_question(client, services):
    page = read(client, "?q=sportello")

    assert 'href="/servizi/?q=sportello&amp;comune=norcia"' in drawing_of(page)
    assert 'href="/servizi/?q=sportello&amp;comune=norcia"' in list_of(page)


def test_the_number_of_a_comune_is_that_of_its_list(client, services):
    number = {each["name"]: each["count"] for each in data(client)["comuni"]}["Norcia"]

    assert f">{number} servizi a Norcia</h1>" in client.get("/servizi/?comune=norcia").content.decode()


def test_where_one_comune_is_asked_for_only_that_is_counted(client, services):
    told = {each["name"]: each["count"] for each in data(client, "?comune=norcia")["comuni"]}

    assert told["Norcia"] == 2
    assert told["Foligno"] is None


def test_a_service_with_a_point_is_a_mark_of_its_own(client, services):
    Place.objects.filter(services=services[0]).update(latitude=42.7933, longitude=13.0939)

    (point,) = data(client)["points"]

    assert point["title"] == "Sportello di Norcia"
    assert point["at"] == [42.7933, 13.0939]
    assert point["url"] == services[0].get_absolute_url()


def test_a_protected_place_gives_no_mark(client, services):
    Place.objects.filter(services=services[0]).update(
        latitude=42.7933, longitude=13.0939, is_protected=True, name="Casa segreta"
    )

    told = json.dumps(data(client))

    assert "13.0939" not in [str(each["at"]) for each in data(client)["points"]]
    assert data(client)["points"] == []
    assert "Casa segreta" not in told


def test_too_many_points_are_told_and_not_drawn(client, services, monkeypatch):
    monkeypatch.setattr("services.atlas.MOST_POINTS", 1)
    Place.objects.update(latitude=42.8, longitude=13.0)

    told = data(client)

    assert told["points"] == []
    assert "molti" in told["note"]


def test_a_known_boundary_takes_the_place_of_the_schematic_area(client, services, norcia):
    ring = [[13.0, 42.7], [13.2, 42.7], [13.2, 42.9], [13.0, 42.7]]
    norcia.boundary = {"type": "MultiPolygon", "coordinates": [[ring]]}
    norcia.save()

    area = next(each for each in data(client)["comuni"] if each["name"] == "Norcia")["area"]

    assert area == [[[42.7, 13.0], [42.7, 13.2], [42.9, 13.2], [42.7, 13.0]]]


def test_a_schematic_area_lies_around_its_town(client, services):
    for comune in data(client)["comuni"]:
        latitudes = [corner[0] for corner in comune["area"][0]]
        longitudes = [corner[1] for corner in comune["area"][0]]
        assert min(latitudes) < comune["at"][0] < max(latitudes)
        assert min(longitudes) < comune["at"][1] < max(longitudes)


def test_without_comuni_there_is_still_a_page(client, services):
    Service.objects.all().delete()
    Place.objects.all().delete()
    Comune.objects.all().delete()

    assert "<h1>" in read(client)
    assert data(client)["comuni"] == []


def test_no_tile_server_is_named_unless_the_owner_switches_it_on(client, services, settings):
    assert 'data-tiles=""' in read(client)
    settings.MAP_TILE_URL = "https://tiles.example.org/{z}/{x}/{y}.png"

    assert 'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"' in read(client)


@pytest.mark.parametrize("query", ["?pagina=abc", "?comune=atlantide", "?q='%25|", "?eta=x"])
def test_any_input_gives_a_page_and_data(client, services, query):
    assert "<h1>" in read(client, query)
    assert data(client, query)["comuni"]


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_the_services(client, norcia, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.service(f"Sportello {number}", comune=norcia)
    read(client)

    with django_assert_max_num_queries(8):
        read(client)
    with django_assert_max_num_queries(8):
        data(client)
