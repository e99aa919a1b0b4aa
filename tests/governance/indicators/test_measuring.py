"""What every number has in common: where, when and how old; zero, nothing and not defined; what stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Case, Value, When
from django.db.utils import IntegrityError

from governance.indicators import measuring
from governance.indicators.periods import Period, Span
from governance.models import Calculation, Evidence, Reading, ReadingCell, Status, Unit
from networking.models import Comune, Person
from tests.factories import human
from tests.measuring import AFTER, YEAR, definition, everybody, feed, numbers, people_registered, read

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fed(monkeypatch):
    feed(monkeypatch)


def person(comune="Norcia", born=date(1990, 1, 1), at=MAY, sex=""):
    place = Comune.objects.get(name=comune) if comune else None
    return human(comune=place, birth_date=born, created_at=at, sex=sex)


def test_everybody_is_counted_once_in_all_and_in_every_part(fed):
    person("Norcia", sex="f")
    person("Norcia", sex="m", born=date(2015, 3, 1))
    person("Foligno")
    person(None, born=None)

    reading = read(definition())

    assert numbers(reading) == {"": 4}
    assert numbers(reading, "zone") == {6: 2, 8: 1, 9: 0, None: 1}
    assert {name: value for name, value in numbers(reading, "zone comune").items() if value} == {
        "Norcia": 2,
        "Foligno": 1,
        None: 1,
    }
    assert numbers(reading, "sex") == {"f": 1, "m": 1, "": 2}
    assert numbers(reading, "age") == {"11-13": 1, "30-64": 2, "": 1}


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), 1),  # 23:30 in Rome
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 0),  # half past midnight of the next year in Rome
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), 1),  # the year begins at midnight of Rome
    ],
)
def test_the_year_is_that_of_rome(fed, at, counts):
    person(at=at)

    assert numbers(read(definition())) == {"": counts}


def test_one_is_as_old_as_on_the_day_in_rome(fed):
    """Who turns six on 1 January is five at half past eleven in the evening before, and six half an hour later."""
    person(born=date(2020, 12, 31), at=datetime(2026, 12, 30, 22, 30, tzinfo=UTC))
    person(born=date(2020, 12, 31), at=datetime(2026, 12, 30, 23, 30, tzinfo=UTC))

    assert numbers(read(definition()), "age") == {"0-5": 1, "6-10": 1}


def test_who_moved_counts_where_they_lived_that_day(monkeypatch):
    moved = person("Norcia", at=MAY)
    Person.objects.for_everyone(reason="prova").filter(pk=moved.pk).update(
        comune=Comune.objects.get(name="Foligno")
    )
    feed(monkeypatch, "PRIMA")
    before = read(definition("PRIMA"))
    feed(monkeypatch, "DOPO", rows=lambda period: people_registered(period, at=Value(AFTER)))
    after = read(definition("DOPO"))

    assert numbers(before, "zone")[6] == 1
    assert numbers(after, "zone")[8] == 1


def test_no_rows_where_nothing_was_done_is_no_data_and_a_zero_elsewhere(monkeypatch):
    feed(monkeypatch, "NIENTE", basis=lambda _period: everybody().none())
    feed(monkeypatch, "ZERO", basis=lambda _period: Comune.objects.all())

    (none,) = read(definition("NIENTE")).cells.all()
    assert (none.status, none.value) == (Status.NO_DATA, None)
    assert numbers(read(definition("ZERO"))) == {"": 0}


def test_a_rate_is_a_ratio_of_sums_and_never_a_mean(monkeypatch):
    """One of one in Norcia, none of three in Foligno: a quarter, and not a half."""
    person("Norcia", sex="f")
    for _each in range(3):
        person("Foligno", sex="m")
    share = Case(When(sex="f", then=1), default=0)
    feed(monkeypatch, rows=lambda period: people_registered(period, numerator=share, denominator=1))

    reading = read(definition(calculation=Calculation.RATIO, unit=Unit.PERCENT))

    assert numbers(reading) == {"": 25}
    assert numbers(reading, "zone") == {6: 100, 8: 0, 9: None}
    assert set(reading.cells.filter(by="zone", value=None).values_list("status", flat=True)) == {
        Status.UNDEFINED
    }


def test_the_middle_one_is_not_defined_while_most_are_open(monkeypatch):
    ended = Case(When(sex="f", then=1), default=0)

    def waits(period):
        return people_registered(period, numerator=3, denominator=ended)

    for sex in "ffm":
        person(sex=sex)
    feed(monkeypatch, "TRE", rows=waits)
    assert numbers(read(definition("TRE", calculation=Calculation.MEDIAN))) == {"": 3}

    for sex in "mm":
        person(sex=sex)
    feed(monkeypatch, "CINQUE", rows=waits)
    assert numbers(read(definition("CINQUE", calculation=Calculation.MEDIAN))) == {"": None}


def test_parity_is_the_fewer_over_the_more(fed):
    for sex in "ffffmmm":
        person(sex=sex)
    person(sex="")

    assert numbers(read(definition(calculation=Calculation.PARITY))) == {"": Decimal("0.75")}


def test_a_gap_is_the_lowest_zone_over_the_highest(monkeypatch):
    residents = dict.fromkeys(Comune.objects.values_list("pk", flat=True), 100)
    feed(monkeypatch, residents=lambda _period: residents)
    of_zone = {number: Comune.objects.filter(zone__number=number).count() for number in (6, 8, 9)}
    for name, times in (("Norcia", 4), ("Foligno", 2), ("Spoleto", 1)):
        for _each in range(times):
            person(name)

    reading = read(definition(calculation=Calculation.GAP, dimensions=["zone", "comune"]))

    rates = {
        number: Decimal(times) * 1000 / (100 * of_zone[number]) for number, times in ((6, 4), (8, 2), (9, 1))
    }
    assert numbers(reading, "zone") == {each: round(rate, 6) for each, rate in rates.items()}
    assert numbers(reading)[""] == round(min(rates.values()) / max(rates.values()), 6)
    assert numbers(reading, "zone comune")["Norcia"] == 40


def test_a_period_that_has_not_begun_is_not_read(fed):
    with pytest.raises(measuring.MeasuringError, match="future"):
        measuring.measure(definition(), Period.of(Span.YEAR, date(2030, 1, 1)), now=AFTER)


def test_what_nobody_feeds_is_not_read():
    with pytest.raises(measuring.MeasuringError, match="not_fed"):
        measuring.measure(definition("NW-99"), YEAR, now=AFTER)


def test_read_twice_it_is_the_same_reading_and_computed_again_it_is_the_same_to_the_last_digit(fed):
    for name in ("Norcia", "Cascia", "Foligno"):
        person(name)
    given = definition()

    first = read(given)

    assert read(given) == first
    assert measuring.recompute(first)
    assert measuring.remeasure(first, YEAR, now=AFTER) == first
    assert Reading.objects.count() == 1


def test_late_data_make_another_reading_and_leave_the_first_as_it_was(fed):
    person()
    first = read(definition())
    person("Spoleto")

    again = measuring.remeasure(first, YEAR, now=AFTER)

    assert again.supersedes == first
    assert (numbers(first), numbers(again)) == ({"": 1}, {"": 2})
    assert list(Reading.objects.latest()) == [again]


def test_who_is_erased_leaves_the_number_as_it_was_and_is_counted_as_gone(fed):
    person()
    gone = person()
    first = read(definition())

    everybody().filter(pk=gone.pk).delete()

    first.refresh_from_db()
    assert (first.rows, first.rows_gone) == (2, 1)
    assert numbers(first) == {"": 2}
    assert not measuring.recompute(first)
    assert measuring.remeasure(first, YEAR, now=AFTER) == first


def test_a_number_is_as_many_rows_as_stand_behind_it(fed):
    for _each in range(3):
        person()
    reading = read(definition())

    assert Evidence.objects.for_everyone(reason="prova").filter(reading=reading).count() == 3


@pytest.mark.parametrize("model", [Reading, ReadingCell])
def test_what_was_read_stays(fed, model):
    person()
    read(definition())
    before = {"read_at": MAY} if model is Reading else {"value": 7}

    for change in (lambda: model.objects.update(**before), lambda: model.objects.all().delete()):
        with pytest.raises(IntegrityError, match="what_was_read_stays"), transaction.atomic():
            change()


def test_a_definition_that_was_read_changes_only_with_another_version(fed):
    given = definition()
    given.formula = "Finché nessuno la legge"
    given.save()
    read(given)

    given.formula = "Un'altra"
    with pytest.raises(IntegrityError, match="a_definition_that_was_read_stays"), transaction.atomic():
        given.save()
