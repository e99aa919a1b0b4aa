"""The definitions: whole, in plain words, each with its rows or with the reason why it has none."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from governance.indicators import loading
from governance.indicators.periods import Span
from governance.indicators.sources import SOURCES
from governance.models import Calculation, Direction, IndicatorDefinition, IndicatorTarget, Level, Unit
from networking.models import ProgrammePoint
from tests.measuring import read, real

WRITTEN = {(each["code"], each.get("version", 1)): each for each in loading.in_files()}
CHOICES = {
    "level": Level,
    "unit": Unit,
    "calculation": Calculation,
    "direction": Direction,
    "frequency": Span,
}


@pytest.mark.parametrize("key", WRITTEN, ids=str)
def test_every_choice_is_one_of_those_there_are(key: tuple[str, int]) -> None:
    for name, choices in CHOICES.items():
        assert WRITTEN[key][name] in choices.values, name
    assert set(WRITTEN[key]["dimensions"]) <= {"zone", "comune", "sex", "age", "group"}
    assert "group" not in WRITTEN[key]["dimensions"] or WRITTEN[key]["group_name"]


@pytest.mark.parametrize("key", WRITTEN, ids=str)
def test_every_indicator_has_its_rows_or_says_why_not(key: tuple[str, int]) -> None:
    assert bool(WRITTEN[key].get("not_fed_because")) != (key[0] in SOURCES)


def test_no_rows_without_a_definition() -> None:
    assert set(SOURCES) <= {code for code, _version in WRITTEN}


@pytest.mark.django_db
def test_loading_twice_adds_nothing() -> None:
    loading.load_definitions()
    assert IndicatorDefinition.objects.count() == len(WRITTEN)
    assert IndicatorTarget.objects.exists()
    assert loading.load_definitions() == (0, 0)


@pytest.mark.django_db
def test_goals_and_points_are_told() -> None:
    assert real("NW-01").goal is not None
    numbers = {each["point"] for each in WRITTEN.values() if "point" in each}
    assert numbers <= set(ProgrammePoint.objects.values_list("number", flat=True))


@pytest.mark.django_db
def test_words_change_until_it_is_read_and_only_by_a_version_after(monkeypatch: pytest.MonkeyPatch) -> None:
    definition = real("NW-01")
    changed = [dict(WRITTEN["NW-01", 1]) | {"name": "Volontari di oggi"}]
    monkeypatch.setattr(loading, "in_files", lambda: [dict(each) for each in changed])
    assert loading.load_definitions() == (1, 0)
    assert real("NW-01").name == "Volontari di oggi"
    read(definition)
    changed[0]["name"] = "Volontari di ieri"
    with pytest.raises(DatabaseError, match="a_definition_that_was_read_stays"), transaction.atomic():
        loading.load_definitions()
    changed[0] |= {
        "version": 2,
        "changed_because": "Un nome più chiaro.",
        "valid_from": loading.date(2026, 1, 1),
    }
    assert loading.load_definitions() == (1, 0)
