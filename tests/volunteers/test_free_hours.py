"""Whether somebody is free in some hours, from what they told."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.rules import ITALY
from volunteers.free_hours import PARTS, is_free, is_free_in, parts_touched

# A Tuesday.
DAY = date(2026, 12, 1)


@dataclass(frozen=True)
class Usually:
    weekday: int
    part: str
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None


@dataclass(frozen=True)
class Different:
    first_day: date
    last_day: date
    part: str = ""
    is_available: bool = False


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


AFTERNOON = Usually(2, "afternoon")
ALWAYS = [Usually(weekday, part) for weekday in range(1, 8) for part in PARTS]


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        (at(13), at(19), True),
        (at(15), at(17), True),
        (at(12, 59), at(14), False),
        (at(18), at(19, 1), False),
        (at(15, day=date(2026, 12, 2)), at(16, day=date(2026, 12, 2)), False),
    ],
)
def test_every_part_of_the_day_that_is_touched_must_be_free(start, end, free):
    assert is_free(start, end, [AFTERNOON], []) is free


def test_two_parts_one_after_the_other_make_one_long_stretch():
    week = [Usually(2, "morning"), AFTERNOON]

    assert is_free(at(11), at(16), week, [])


@pytest.mark.parametrize(
    ("start", "end"),
    [(at(7), at(9)), (at(22), at(23, 30)), (at(20), at(9, day=DAY + timedelta(days=1))), (at(2), at(4))],
)
def test_nobody_is_free_at_night(start, end):
    assert not is_free(start, end, ALWAYS, [])


def test_a_rule_holds_from_its_first_day_to_its_last_included():
    week = [Usually(2, "afternoon", DAY, DAY)]

    assert is_free_in(DAY, "afternoon", week, [])
    assert not is_free_in(DAY - timedelta(weeks=1), "afternoon", week, [])
    assert not is_free_in(DAY + timedelta(weeks=1), "afternoon", week, [])


def test_an_exception_wins_over_the_week_both_ways():
    assert not is_free(at(15), at(16), [AFTERNOON], [Different(DAY, DAY)])
    assert is_free(at(9), at(10), [AFTERNOON], [Different(DAY, DAY, "morning", is_available=True)])


def test_of_two_exceptions_no_wins():
    said = [Different(DAY, DAY, is_available=True), Different(DAY, DAY, "afternoon")]

    assert not is_free(at(15), at(16), [], said)
    assert is_free(at(9), at(10), [], said)


def test_hours_are_read_on_romes_clock():
    """Noon in winter in Greenwich is one o'clock in Rome: the afternoon has begun."""
    assert parts_touched(datetime.fromisoformat("2026-12-01T12:00Z"), at(14).replace(tzinfo=ITALY)) == [
        (DAY, "afternoon")
    ]


def test_hours_that_end_before_they_begin_are_no_question():
    with pytest.raises(ValueError, match="end after"):
        is_free(at(15), at(15), ALWAYS, [])


days = st.dates(date(2026, 11, 25), date(2026, 12, 10))
parts = st.sampled_from(sorted(PARTS))
weeks = st.lists(st.builds(Usually, st.integers(1, 7), parts), max_size=12)
exceptions = st.lists(
    st.builds(lambda day, ahead, part, yes: Different(day, day + timedelta(days=ahead), part, yes),
              days, st.integers(0, 3), st.sampled_from(["", *sorted(PARTS)]), st.booleans()),
    max_size=4,
)  # fmt: skip
hours = st.builds(
    lambda day, minute, long: (at(0, day=day) + timedelta(minutes=minute), timedelta(minutes=long)),
    days, st.integers(0, 1439), st.integers(1, 1000),
)  # fmt: skip


@settings(max_examples=60)
@given(hours, weeks, exceptions)
def test_free_is_free_in_each_minute(stretch, week, different):
    """The answer for some hours is that of their minutes, each asked alone."""
    start, long = stretch
    minutes = (start + timedelta(minutes=each) for each in range(long // timedelta(minutes=1)))

    alone = all(is_free(each, each + timedelta(minutes=1), week, different) for each in minutes)

    assert is_free(start, start + long, week, different) is alone


@settings(max_examples=60)
@given(hours, weeks, exceptions, days)
def test_saying_no_to_a_day_never_makes_anybody_freer(stretch, week, different, day):
    start, long = stretch

    after = is_free(start, start + long, week, [*different, Different(day, day)])

    assert not after or is_free(start, start + long, week, different)
