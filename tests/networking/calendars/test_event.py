"""What an event is, and what it cannot be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from networking.calendars.wording import when
from networking.rules import ITALY
from tests.networking.calendars.making import event

OCTOBER, MARCH = datetime(2026, 10, 25, tzinfo=ITALY), datetime(2027, 3, 28, tzinfo=ITALY)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ends_at": datetime(2026, 12, 1, 9, tzinfo=ITALY)}, "ends after"),
        ({"ends_at": datetime(2026, 12, 1, 10, tzinfo=ITALY)}, "ends after"),
        ({"ends_at": date(2026, 12, 2)}, "not of both"),
        ({"starts_at": datetime(2026, 12, 1, 10)}, "time zone"),  # noqa: DTZ001 - that is what is refused
        ({"starts_at": date(2026, 12, 1), "ends_at": date(2026, 12, 1)}, "ends after"),
        ({"sequence": -1}, "begins at zero"),
        ({"url": "javascript:alert(1)"}, "address"),
        ({"url": "https://portale.example/due parole"}, "address"),
        ({"url": "https://portale.example/\r\nATTENDEE:mailto:a@example.org"}, "address"),
    ],
)
def test_what_no_calendar_could_show_is_no_event(changes, why):
    with pytest.raises(ValueError, match=why):
        event(**changes)


def test_in_the_night_of_october_the_second_two_oclock_comes_after_the_first():
    """On the wall it begins at 02:45 and ends at 02:15: it lasts half an hour."""
    first = datetime(2026, 10, 25, 2, 45, tzinfo=ITALY)
    second = datetime(2026, 10, 25, 2, 15, tzinfo=ITALY, fold=1)

    short = event(starts_at=first, ends_at=second)

    assert short.ends - short.begins == timedelta(minutes=30)
    with pytest.raises(ValueError, match="ends after"):
        event(starts_at=second, ends_at=first)


def test_a_day_lasts_twenty_five_hours_in_october_and_twenty_three_in_march():
    autumn = event(starts_at=OCTOBER.date(), ends_at=date(2026, 10, 26))
    spring = event(starts_at=MARCH.date(), ends_at=date(2027, 3, 29))

    assert autumn.ends - autumn.begins == timedelta(hours=25)
    assert spring.ends - spring.begins == timedelta(hours=23)
    assert autumn.last_day == date(2026, 10, 25)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "said"),
    [
        (
            datetime(2026, 11, 25, 10, tzinfo=ITALY),
            datetime(2026, 11, 25, 11, 30, tzinfo=ITALY),
            "mercoledì 25 novembre 2026, dalle 10:00 alle 11:30",
        ),
        # Nine in the morning in Italy, however it is given.
        (
            datetime(2026, 7, 1, 7, tzinfo=UTC),
            datetime(2026, 7, 1, 8, tzinfo=UTC),
            "mercoledì 1° luglio 2026, dalle 09:00 alle 10:00",
        ),
        (
            datetime(2026, 12, 31, 22, tzinfo=ITALY),
            datetime(2027, 1, 1, 0, tzinfo=ITALY),
            "giovedì 31 dicembre 2026, dalle 22:00 alle 00:00",
        ),
        (
            datetime(2026, 10, 24, 23, tzinfo=ITALY),
            datetime(2026, 10, 25, 3, 30, tzinfo=ITALY),
            "da sabato 24 ottobre 2026, ore 23:00, a domenica 25 ottobre 2026, ore 03:30",
        ),
        (date(2027, 3, 28), date(2027, 3, 29), "domenica 28 marzo 2027"),
        (date(2027, 3, 27), date(2027, 3, 29), "da sabato 27 marzo 2027 a domenica 28 marzo 2027"),
    ],
)
def test_when_it_is_is_said_as_people_say_it(starts_at, ends_at, said):
    assert when(event(starts_at=starts_at, ends_at=ends_at)) == said
