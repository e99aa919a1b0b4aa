"""Numbers as Italians write them."""

from decimal import Decimal

import pytest

from governance.indicators import numbers
from governance.models import Status, Unit


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("12345.6"), 1, "12.345,6"),
        (Decimal("12345.64"), 1, "12.345,6"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-0.004"), 2, "0"),
        (Decimal("-0.4"), 2, "−0,4"),
        (Decimal(1234567), 0, "1.234.567"),
        (Decimal("35.0"), 1, "35"),
        (Decimal(100), 0, "100"),
        (0.1 + 0.2, 2, "0,3"),
    ],
)
def test_a_comma_before_the_tenths_and_a_point_between_the_thousands(value, places, text):
    assert numbers.plain(value, places) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, Unit.PEOPLE, "1 persona"),
        (0, Unit.PEOPLE, "0 persone"),
        (12000, Unit.HOURS, "12.000 ore"),
        (Decimal("1.04"), Unit.HOURS, "1 ora"),
        (Decimal("1.05"), Unit.HOURS, "1,1 ore"),
        (Decimal("35.25"), Unit.PERCENT, "35,3%"),
        (Decimal("99.97"), Unit.PERCENT, "99,9%"),
        (100, Unit.PERCENT, "100%"),
        (Decimal("0.82"), Unit.INDEX, "0,82"),
        (1, Unit.INDEX, "1"),
        (1, Unit.DAYS, "1 giorno"),
        (1, Unit.ORGANISATIONS, "1 ente"),
        (2, Unit.FAMILIES, "2 famiglie"),
        (1, Unit.SESSIONS, "1 incontro"),
        (1, Unit.MEMBERS, "1 socio"),
        (1, Unit.SUBSCRIBERS, "1 iscritto"),
        (6, Unit.PLACES, "6 luoghi"),
        (20, Unit.HOURS_EACH, "20 ore a testa"),
        (Decimal(-1), Unit.POINTS, "−1 punto"),
    ],
)
def test_a_number_says_what_it_counts(value, unit, text):
    assert numbers.written(value, unit) == text


def test_every_unit_can_be_written():
    assert all("{" not in numbers.written(2, unit) for unit in Unit)


def test_a_difference_says_its_sign():
    assert numbers.written(Decimal("0.4"), Unit.POINTS, signed=True) == "+0,4 punti"
    assert numbers.written(Decimal(0), Unit.POINTS, signed=True) == "0 punti"


def test_two_percentages_are_points_apart():
    assert numbers.gap(Decimal("-4.2"), Unit.PERCENT) == "4,2 punti"
    assert numbers.gap(1, Unit.PERCENT) == "1 punto"
    assert numbers.gap(3, Unit.PEOPLE) == "3 persone"


def test_a_distance_too_small_to_be_written_is_a_hair():
    assert numbers.is_a_hair(Decimal("0.03"), Unit.PERCENT)
    assert not numbers.is_a_hair(0, Unit.PERCENT)
    assert not numbers.is_a_hair(Decimal("0.1"), Unit.PERCENT)


def test_zero_is_written_and_what_is_missing_is_not_zero():
    assert numbers.cell(Decimal(0), Status.OK, Unit.PEOPLE) == "0"
    for status in (Status.NO_DATA, Status.UNDEFINED):
        text = numbers.cell(None, status, Unit.PEOPLE)
        assert "–" in text
        assert f'class="visually-hidden">{status.label}<' in text
    assert numbers.cell(None, Status.SUPPRESSED, Unit.PEOPLE) == "nascosto"
