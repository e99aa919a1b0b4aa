"""The comuni, and the days they keep."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from networking.models import Comune


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (11, 31), (12, 32), (13, 1), (5, None)])
def test_a_patrons_day_that_is_in_no_calendar_is_refused(norcia, month, day):
    norcia.patron_month, norcia.patron_day = month, day

    with pytest.raises(ValidationError):
        norcia.full_clean()
    with pytest.raises(IntegrityError):
        Comune.objects.filter(pk=norcia.pk).update(patron_month=month, patron_day=day)


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 30), (12, 31), (None, None)])
def test_a_patrons_day_of_the_calendar_has_its_place_on_the_page(client, norcia, month, day):
    norcia.patron_month, norcia.patron_day = month, day
    norcia.full_clean()
    norcia.save()

    assert client.get("/comuni/norcia/").status_code == 200


RING = [[13.0, 42.7], [13.2, 42.7], [13.1, 42.9], [13.0, 42.7]]


@pytest.mark.parametrize(
    "boundary",
    [
        [],
        "Norcia",
        {"type": "Point", "coordinates": [13, 42]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [RING[0]]},
        {"type": "Polygon", "coordinates": [[["13", "42"]]]},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}},
    ],
)
def test_a_boundary_that_cannot_be_drawn_is_refused(norcia, boundary):
    norcia.boundary = boundary

    with pytest.raises(ValidationError, match="GeoJSON"):
        norcia.full_clean()


@pytest.mark.parametrize(
    "boundary",
    [{"type": "Polygon", "coordinates": [RING]}, {"type": "MultiPolygon", "coordinates": [[RING]]}],
)
def test_a_boundary_is_drawn_on_the_map(client, norcia, boundary):
    norcia.boundary = boundary
    norcia.full_clean()
    norcia.save()

    assert client.get("/mappa/").status_code == client.get("/mappa/dati.json").status_code == 200
