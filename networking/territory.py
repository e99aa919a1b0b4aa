"""Loading the territory and the programme from the project's own data files.

What is already there is never touched: staff may have corrected it.
"""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from . import travel
from .models import (
    Action,
    Comune,
    Goal,
    Holiday,
    PopulationBand,
    ProgrammePoint,
    SchoolBreak,
    SchoolYear,
    Zone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).with_name("data")
CENSUS_DAY = date(2023, 1, 1)


@transaction.atomic
def load(folder: Path = FOLDER) -> dict[str, int]:
    """Add the zones, comuni, residents, holidays and programme that are missing; rows added by kind."""
    zones = list(_rows(folder / "zones.csv"))
    leads = {row["lead_comune"] for row in zones}
    return {
        "zone": sum(_add_zone(row) for row in zones),
        "comuni": sum(_add_comune(row, leads) for row in _rows(folder / "comuni.csv")),
        "fasce di popolazione": _add_population(folder / "population.csv"),
        "tempi di viaggio": travel.estimate_missing(folder / "travel.toml"),
        "giorni festivi": _add_holidays(folder / "holidays.csv"),
        "anni scolastici e vacanze": _add_school_years(folder / "school_years.csv"),
        "obiettivi, azioni e punti": _add_programme(folder / "programme.toml"),
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _add_zone(row: dict[str, str]) -> bool:
    _zone, created = Zone.objects.get_or_create(
        number=row["number"],
        defaults={
            "name": row["name"],
            "slug": f"zona-{row['number']}",
            "contact_phone": row["contact_phone"],
            "contact_email": row["contact_email"],
        },
    )
    return created


def _add_comune(row: dict[str, str], leads: set[str]) -> bool:
    zone = Zone.objects.get(number=row["zone"])
    month, _dash, day = row["patron_month_day"].partition("-")
    _comune, created = Comune.objects.get_or_create(
        codice_istat=row["istat_code"],
        defaults={
            "zone": zone,
            "codice_catastale": row["cadastral_code"],
            "name": row["name"],
            "slug": slugify(row["name"]),
            "is_zone_lead": row["name"] in leads,
            "postcode": row["postcode"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "area_km2": row["area_km2"] or None,
            "is_in_seismic_crater": row["in_seismic_crater"] == "1",
            "patron_name": row["patron"],
            "patron_month": month or None,
            "patron_day": day or None,
            "phone": row["phone"],
            "email": row["email"],
            "pec": row["pec"],
            "source": row["source"],
            "source_date": row["source_date"],
        },
    )
    return created


def _add_population(path: Path) -> int:
    comuni = {comune.codice_istat: comune for comune in Comune.objects.all()}
    bands = [
        PopulationBand(
            comune=comuni[row["istat_code"]],
            age_from=row["age_from"],
            age_to=row["age_to"] or None,
            female=row["female"],
            male=row["male"],
            reference_date=CENSUS_DAY,
        )
        for row in _rows(path)
    ]
    before = PopulationBand.objects.count()
    PopulationBand.objects.bulk_create(bands, ignore_conflicts=True)
    return PopulationBand.objects.count() - before


def _add_holidays(path: Path) -> int:
    before = Holiday.objects.count()
    Holiday.objects.bulk_create(
        [Holiday(date=row["date"], name=row["name"]) for row in _rows(path)], ignore_conflicts=True
    )
    return Holiday.objects.count() - before


def _add_school_years(path: Path) -> int:
    """The years that are missing, each with its breaks: in one that is there staff may have corrected them."""
    rows = list(_rows(path))
    known = set(SchoolYear.objects.values_list("name", flat=True))
    lessons = [row for row in rows if row["kind"] == "lessons" and row["year"] not in known]
    years = {
        row["year"]: SchoolYear.objects.create(
            name=row["year"], first_day=row["first_day"], last_day=row["last_day"], source=row["source"]
        )
        for row in lessons
    }
    breaks = [
        SchoolBreak(
            year=years[row["year"]],
            name=row["name"],
            first_day=row["first_day"],
            last_day=row["last_day"],
            source=row["source"],
        )
        for row in rows
        if row["kind"] == "break" and row["year"] in years
    ]
    return len(years) + len(SchoolBreak.objects.bulk_create(breaks))


def _add_programme(path: Path) -> int:
    programme = tomllib.loads(path.read_text(encoding="utf-8"))
    added = 0
    for row in programme["goal"]:
        goal, created = Goal.objects.get_or_create(
            sdg_number=row["code"], defaults={"title": row["title"], "plain": row["description"]}
        )
        added += created
        for order, action in enumerate(row["action"], start=1):
            _action, created = Action.objects.get_or_create(
                code=action["code"], defaults={"goal": goal, "text": action["text"], "order": order}
            )
            added += created
    for row in programme["point"]:
        _point, created = ProgrammePoint.objects.get_or_create(
            number=row["number"], defaults={"title": row["title"], "plain": row["plain"]}
        )
        added += created
    return added
