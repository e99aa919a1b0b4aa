"""The boundaries of the comuni: from a file of ISTAT's, all of them or none."""

import json

import pytest
from django.core.management import CommandError, call_command

from networking.boundaries import MOST_CORNERS, import_boundaries
from networking.models import Comune

# Norcia's town stands at 42.79 north, 13.09 east.
SQUARE = [[[13.0, 42.7], [13.2, 42.7], [13.2, 42.9], [13.0, 42.9], [13.0, 42.7]]]


def feature(code="054035", coordinates=SQUARE, name="PRO_COM_T", kind="Polygon"):
    return {
        "type": "Feature",
        "properties": {name: code, "COMUNE": "Norcia"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.fixture
def read(db, tmp_path):
    def read(*features, **more):
        path = tmp_path / "confini.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
        return import_boundaries(path)

    return read


def refusal(report):
    """What is said when nothing was written."""
    assert not Comune.objects.exclude(boundary=None).exists()
    return "\n".join(report.lines())


@pytest.mark.parametrize(
    ("name", "code"), [("PRO_COM_T", "054035"), ("PRO_COM", 54035), ("com_istat_code", "054035")]
)
def test_a_comune_is_found_by_its_code_however_the_file_calls_it(read, norcia, name, code):
    read(feature(code=code, name=name))

    norcia.refresh_from_db()
    assert norcia.boundary == {"type": "Polygon", "coordinates": SQUARE}


def test_the_second_time_nothing_changes(read):
    read(feature())

    report = read(feature())

    assert (report.added, report.changed, report.unchanged) == ([], [], 1)


def test_metres_are_refused_and_the_way_out_is_named(read):
    report = read(
        feature(coordinates=[[[340000.0, 4740000.0], [350000.0, 4740000.0], [350000.0, 4750000.0]]])
    )

    assert "ogr2ogr" in refusal(report)


def test_a_declared_system_in_metres_is_refused(read):
    report = read(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}})

    assert "Le coordinate non sono in gradi" in refusal(report)


def test_latitude_before_longitude_is_noticed(read):
    swapped = [[[latitude, longitude] for longitude, latitude in SQUARE[0]]]

    assert "latitudine e longitudine sono scambiate" in refusal(read(feature(coordinates=swapped)))


def test_a_comune_there_twice_keeps_everything_out(read):
    assert "Norcia c’è due volte" in refusal(read(feature(), feature()))


def test_a_boundary_too_fine_to_be_sent_to_everybody_is_refused(read):
    ring = [[13.0 + 0.2 * step / MOST_CORNERS, 42.7 + 0.2 * (step % 2)] for step in range(MOST_CORNERS + 1)]

    assert "semplifica i confini" in refusal(read(feature(coordinates=[ring])))


def test_a_feature_without_its_code_is_told(read):
    assert "Manca il codice ISTAT" in refusal(read(feature(name="altro")))


def test_comuni_elsewhere_are_counted_and_left_out(read):
    report = read(feature(), feature(code="054039"))

    assert report.outside.total() == 1
    assert len(report.added) == 1


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", '{"features": [1]}', "PK\x03\x04"])
def test_a_file_that_is_something_else_is_refused(db, tmp_path, text):
    path = tmp_path / "confini.geojson"
    path.write_text(text)

    with pytest.raises(CommandError, match="Non ho scritto niente"):
        call_command("import_boundaries", str(path))


def test_the_real_boundaries_come_in_and_the_map_draws_them(client, db, reference):
    path = reference / "data/comuni.geojson"

    first, second = import_boundaries(path), import_boundaries(path)

    assert first.problems == []
    assert len(first.added) == 21
    assert (second.changed, second.unchanged) == ([], 21)
    assert client.get("/mappa/").status_code == 200
