"""Rules of the catalogue: hours, ages and codes from plain values."""

from datetime import date, datetime, time
from typing import NamedTuple

import pytest

from services.rules import (
    Hours,
    ages_in_words,
    code_in_words,
    coming_days,
    new_short_code,
    next_opening,
    normalized_code,
)

WEDNESDAY = date(2026, 11, 25)
THURSDAY = date(2026, 11, 26)
TEN_O_CLOCK = datetime(2026, 11, 25, 10, 0)  # noqa: DTZ001 - a wall clock


class Rule(NamedTuple):
    weekday: int
    opens: time
    closes: time
    weeks_of_month: tuple[int, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    by_appointment: bool = False


class Unusual(NamedTuple):
    first_day: date
    last_day: date
    opens: time | None = None
    closes: time | None = None
    reason: str = ""


MORNING = Rule(3, time(9), time(12))
AFTERNOON = Rule(3, time(15), time(18))
THURSDAY_MORNING = Rule(4, time(9), time(12))


def days(*rules, exceptions=(), closed=None):
    return coming_days([WEDNESDAY, THURSDAY], rules=rules, exceptions=exceptions, closed_days=closed or {})


def test_a_usual_day_is_not_special():
    wednesday, _thursday = days(MORNING)

    assert wednesday.hours == [Hours(time(9), time(12))]
    assert not wednesday.is_special


def test_a_holiday_closes_and_says_its_name():
    wednesday, _thursday = days(MORNING, closed={WEDNESDAY: "San Qualcuno"})

    assert (wednesday.hours, wednesday.is_special, wednesday.reason) == ([], True, "San Qualcuno")


def test_a_holiday_on_a_closed_day_is_not_worth_telling():
    _wednesday, thursday = days(MORNING, closed={THURSDAY: "San Qualcuno"})

    assert not thursday.is_special
    assert thursday.reason == ""


def test_a_written_exception_wins_over_the_holiday():
    opening = Unusual(WEDNESDAY, WEDNESDAY, time(16), time(17), "festa in piazza")
    wednesday, _thursday = days(MORNING, exceptions=[opening], closed={WEDNESDAY: "San Qualcuno"})

    assert wednesday.hours == [Hours(time(16), time(17))]
    assert wednesday.reason == "festa in piazza"


def test_the_next_opening_is_later_today():
    assert next_opening(TEN_O_CLOCK, days(MORNING, AFTERNOON)) == (WEDNESDAY, Hours(time(15), time(18)))


def test_the_next_opening_is_another_day():
    assert next_opening(TEN_O_CLOCK, days(MORNING, THURSDAY_MORNING)) == (
        THURSDAY,
        Hours(time(9), time(12)),
    )


def test_an_opening_by_appointment_is_not_an_opening_one_can_walk_into():
    by_appointment = AFTERNOON._replace(by_appointment=True)

    assert next_opening(TEN_O_CLOCK, days(by_appointment)) is None


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"),
    [
        (None, None, ""),
        (0, None, ""),
        (6, 10, "da 6 a 10 anni"),
        (65, None, "da 65 anni in su"),
        (None, 3, "fino a 3 anni"),
        (0, 3, "fino a 3 anni"),
        (None, 1, "fino a 1 anno"),
        (6, 6, "a 6 anni"),
    ],
)
def test_ages_are_said_in_words(youngest, oldest, words):
    assert ages_in_words(youngest, oldest) == words


@pytest.mark.parametrize("typed", ["K7-42PB", "k7-42pb", "k742pb", " k7 42 pb ", "K7–42PB"])
def test_a_code_is_understood_however_it_is_typed(typed):
    assert normalized_code(typed) == "K7-42PB"


@pytest.mark.parametrize("typed", ["", "K7", "K7-42PBX2", "../../etc", "☃"])
def test_what_is_no_code_is_nothing(typed):
    assert normalized_code(typed) == ""


def test_every_new_code_can_be_read_aloud_and_typed_back():
    codes = [new_short_code() for _each in range(200)]

    assert all(normalized_code(code.lower().replace("-", "")) == code for code in codes)
    assert all(len(code_in_words(code).replace(",", "").split()) == 6 for code in codes)
