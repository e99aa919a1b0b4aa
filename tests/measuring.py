"""Indicators and rows to read them from, for tests that are about the counting and not about what is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from governance.indicators import loading, measuring
from governance.indicators.facts import Source, facts
from governance.indicators.periods import Period, Span
from governance.models import Calculation, IndicatorDefinition, Level, Reading, Unit
from networking.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

YEAR = Period.of(Span.YEAR, date(2026, 5, 1))
AFTER = datetime(2027, 1, 10, 12, tzinfo=UTC)


def definition(code: str = "PROVA", **given: Any) -> IndicatorDefinition:
    """An indicator in words that say nothing; what the test is about is given."""
    words = dict.fromkeys(("name", "plain", "formula", "source", "owner", "rationale", "limits"), "Prova")
    plain = {
        "valid_from": date(2025, 1, 1),
        "level": Level.OUTPUT,
        "unit": Unit.PEOPLE,
        "calculation": Calculation.DISTINCT,
        "dimensions": ["zone", "comune", "sex", "age", "group"],
        "frequency": Span.YEAR,
    }
    return IndicatorDefinition.objects.create(**(words | plain | {"code": code} | given))


def everybody() -> QuerySet[Person]:
    return Person.objects.for_everyone(reason="per provare a contare")


def people_registered(period: Period, **columns: Any) -> QuerySet[Any]:
    """One row for everybody registered in the period."""
    rows = everybody().filter(period.within("created_at"))
    return facts(rows, **({"at": "created_at", "person": "pk"} | columns))


def feed(monkeypatch: Any, code: str = "PROVA", **source: Any) -> None:
    """Have an indicator read people as they were registered."""
    plain = {"table": "networking.Person", "rows": people_registered, "basis": lambda _period: everybody()}
    monkeypatch.setitem(measuring.SOURCES, code, Source(**(plain | source)))


def read(given: IndicatorDefinition, period: Period = YEAR) -> Reading:
    return measuring.measure(given, period, now=AFTER)


def numbers(reading: Reading, by: str = "") -> dict[Any, Any]:
    """The values of a table: of «zone» by number, of «comune» by name, of the others by what they say; None not known."""
    named = {
        "": lambda cell: "",
        "zone": lambda cell: cell.zone and cell.zone.number,
        "zone comune": lambda cell: cell.comune and cell.comune.name,
        "sex": lambda cell: cell.sex,
        "age": lambda cell: cell.age_band,
        "group": lambda cell: cell.group,
    }[by]
    cells = reading.cells.filter(by=by).select_related("zone", "comune")
    return {named(cell): cell.value for cell in cells}


def real(code: str) -> IndicatorDefinition:
    """The newest version of an indicator as the files say it."""
    loading.load_definitions()
    return IndicatorDefinition.objects.filter(code=code).latest("version")


def whole(code: str, period: Period = YEAR) -> tuple[Any, Any, Any]:
    """Value, numerator and denominator of everything together, read from the rows as they are now."""
    with transaction.atomic():
        cell = read(real(code), period).cells.get(by="")
        transaction.set_rollback(True)
    return cell.value, cell.numerator, cell.denominator
