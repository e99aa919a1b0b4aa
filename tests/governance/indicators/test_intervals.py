"""Intervals against values that others have printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.indicators import intervals

CLOSE = pytest.approx


@pytest.mark.parametrize(
    ("successes", "asked", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_what_newcombe_printed(successes, asked, low, high):
    assert intervals.wilson(successes, asked) == CLOSE((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_the_difference_of_two_proportions_is_what_newcombe_printed(now, before, low, high):
    assert intervals.between_proportions(now, before) == CLOSE((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("freedom", "value"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (29, 2.045), (120, 1.980)],
)
def test_students_t_is_that_of_the_tables(freedom, value):
    assert intervals.student(0.975, freedom) == CLOSE(value, abs=0.0005)


def test_students_own_ten_patients():
    """The additional hours of sleep of «The probable error of a mean» (1908): mean 1,58, t(9) = 4,06."""
    more_sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]

    assert intervals.paired(more_sleep) == CLOSE((0.7001, 2.4599), abs=0.0005)


def test_nobody_asked_and_one_pair_alone_have_no_interval():
    assert intervals.wilson(0, 0) is None
    assert intervals.between_proportions((1, 2), (0, 0)) is None
    assert intervals.paired([1.0]) is None


def test_more_successes_than_asked_are_refused():
    with pytest.raises(ValueError, match="3 of 2"):
        intervals.wilson(3, 2)


@given(st.integers(1, 500).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))))
def test_the_interval_of_a_proportion_holds_it_and_stays_between_nothing_and_all(answer):
    successes, asked = answer
    interval = intervals.wilson(successes, asked)

    assert 0 <= interval.low <= successes / asked <= interval.high <= 1
    assert interval.low < interval.high


def test_an_interval_holds_its_ends_and_changes_unit():
    interval = intervals.Interval(0.25, 0.5)

    assert interval.holds(0.25)
    assert interval.holds(0.5)
    assert not interval.holds(0.51)
    assert interval.times(100) == (25, 50)
