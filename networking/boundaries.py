"""The boundaries of the comuni, from a GeoJSON file made of those ISTAT publishes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from .models import Comune
from .registers import Report
from .rules import is_outline
from .spreadsheets import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# The names that ISTAT and those who convert its files give to the code of the comune.
CODE_NAMES = ("pro_com_t", "pro_com", "com_istat_code", "com_istat_code_num", "codice_istat", "istat")
# Every map of the territory carries all the boundaries: more than this is seen by nobody and waited for by all.
MOST_CORNERS = 2000
LONGEST_FILE = 100 * 2**20
DEGREES = ("CRS84", "4326", "4258", "6706")


def import_boundaries(path: Path, *, rehearsal: bool = False) -> Report:
    """Write the boundary of every comune found in the file, all or none; only say it when `rehearsal`."""
    report = Report()
    features = list(_features(path, report))
    comuni = {comune.codice_istat: comune for comune in Comune.objects.all()}
    seen: set[str] = set()
    to_write = []
    for number, feature in enumerate(features, start=1):
        code = _code(feature)
        comune = comuni.get(code)
        if comune is None:
            _note_stranger(report, number, code, feature)
        elif code in seen:
            report.problems.append(Problem(number, "", _("{name} c’è due volte.").format(name=comune.name)))
        elif sentence := objection(feature.get("geometry"), comune):
            report.problems.append(Problem(number, "", f"{comune.name}: {sentence}"))
        else:
            to_write += _place(report, comune, feature["geometry"])
        seen.add(code)
    report.absent += sorted(
        comune.name for code, comune in comuni.items() if code not in seen and comune.boundary is not None
    )
    if features and not seen.intersection(comuni):
        report.problems.append(Problem(None, "", _("Nel file non c’è nessun comune del territorio.")))
    if report.is_writable and not rehearsal:
        with transaction.atomic():
            for comune in to_write:
                comune.save(update_fields=["boundary"])
    return report


def objection(shape: Any, comune: Comune) -> str:
    """Why `shape` cannot be the boundary of `comune`, in words; empty when it can."""
    if not is_outline(shape):
        return _(
            "la geometria non è un Polygon o MultiPolygon in gradi WGS 84. I file di ISTAT sono in metri: "
            "convertili con «ogr2ogr -t_srs EPSG:4326»."
        )
    corners = [corner for polygon in _polygons(shape) for ring in polygon for corner in ring]
    if len(corners) > MOST_CORNERS:
        return _(
            "{count} vertici sono troppi, al massimo {most}: semplifica i confini, per esempio con mapshaper."
        ).format(count=len(corners), most=MOST_CORNERS)
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    if not (
        min(longitudes) <= comune.longitude <= max(longitudes)
        and min(latitudes) <= comune.latitude <= max(latitudes)
    ):
        return _("il paese resta fuori dal suo confine: forse latitudine e longitudine sono scambiate.")
    return ""


def _polygons(shape: Mapping[str, Any]) -> list[Any]:
    return [shape["coordinates"]] if shape["type"] == "Polygon" else list(shape["coordinates"])


def _features(path: Path, report: Report) -> Iterator[dict[str, Any]]:
    """The features of the file; none, and why, when it is not what it should be."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise ValueError
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [dict(feature) for feature in collection["features"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        sentence = _("Non è un file GeoJSON con un elenco di comuni (FeatureCollection, UTF-8).")
        report.problems.append(Problem(None, "", sentence))
        return
    system = str(collection.get("crs") or "CRS84")
    if not any(name in system for name in DEGREES):
        sentence = _("Le coordinate non sono in gradi WGS 84: convertile con «ogr2ogr -t_srs EPSG:4326».")
        report.problems.append(Problem(None, "crs", sentence))
        return
    yield from features


def _code(feature: Mapping[str, Any]) -> str:
    """The six figures of the ISTAT code; some files have it as a number, without its first zero."""
    properties = {str(name).casefold(): value for name, value in (feature.get("properties") or {}).items()}
    return next((str(properties[name]).zfill(6) for name in CODE_NAMES if properties.get(name)), "")


def _note_stranger(report: Report, number: int, code: str, feature: Mapping[str, Any]) -> None:
    if not code:
        sentence = _("Manca il codice ISTAT del comune (PRO_COM_T).")
        report.problems.append(Problem(number, "", sentence))
        return
    properties = feature.get("properties") or {}
    report.outside[str(properties.get("COMUNE") or properties.get("name") or code)] += 1


def _place(report: Report, comune: Comune, shape: dict[str, Any]) -> list[Comune]:
    """The comune to write, if its boundary changes."""
    plain = {"type": shape["type"], "coordinates": shape["coordinates"]}
    if comune.boundary == plain:
        report.unchanged += 1
        return []
    (report.added if comune.boundary is None else report.changed).append(comune.name)
    comune.boundary = plain
    return [comune]
