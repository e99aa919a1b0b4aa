"""What a number is and how far it has come, as tables of cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.indicators import rules
from governance.indicators.intervals import Interval
from governance.indicators.rules import Band, Change, Outcome
from governance.models import Direction, Status, Unit

UP, DOWN, RANGE = Direction
numbers = st.decimals(-10_000, 10_000, places=2)

PROGRESS = [
    # actual, baseline, target, direction, what is said
    (250, 200, 300, UP, (Outcome.NOT_REACHED, Decimal("0.5"))),
    (300, 200, 300, UP, (Outcome.REACHED, Decimal(1))),
    (400, 200, 300, UP, (Outcome.REACHED, Decimal(2))),
    (150, 200, 300, UP, (Outcome.NOT_REACHED, Decimal("-0.5"))),
    (0, 0, 10, UP, (Outcome.NOT_REACHED, Decimal(0))),
    (10, 12, 7, DOWN, (Outcome.NOT_REACHED, Decimal("0.4"))),
    (7, 12, 7, DOWN, (Outcome.REACHED, Decimal(1))),
    (2, 12, 7, DOWN, (Outcome.REACHED, Decimal(2))),
    (17, 12, 7, DOWN, (Outcome.NOT_REACHED, Decimal(-1))),
    (Decimal("-0.25"), 0, Decimal("-0.5"), DOWN, (Outcome.NOT_REACHED, Decimal("0.5"))),
    (120, 120, 120, UP, (Outcome.KEPT, None)),
    (119, 120, 120, UP, (Outcome.NOT_KEPT, None)),
    (121, 120, 120, DOWN, (Outcome.NOT_KEPT, None)),
    (119, 120, 120, DOWN, (Outcome.KEPT, None)),
    (50, None, 100, UP, (Outcome.NOT_REACHED, None)),
]


def exact(value):
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(("actual", "baseline", "target", "direction", "said"), PROGRESS)
def test_progress_is_the_part_of_the_way_whichever_way_is_better(actual, baseline, target, direction, said):
    found = rules.progress(exact(actual), exact(baseline), exact(target), direction)

    assert (found.outcome, found.part) == said


@pytest.mark.parametrize(
    ("actual", "outcome"),
    [
        (59, Outcome.OUTSIDE),
        (60, Outcome.INSIDE),
        (95, Outcome.INSIDE),
        (Decimal("95.01"), Outcome.OUTSIDE),
    ],
)
def test_between_two_values_one_is_inside_or_outside(actual, outcome):
    said = rules.progress(Decimal(actual), None, None, RANGE, Band(Decimal(60), Decimal(95)))

    assert (said.outcome, said.part) == (outcome, None)


@pytest.mark.parametrize(
    ("actual", "target", "direction", "band"),
    [(None, Decimal(3), UP, None), (Decimal(3), None, UP, None), (Decimal(3), None, RANGE, None)],
)
def test_without_a_number_or_a_target_there_is_no_progress(actual, target, direction, band):
    assert rules.progress(actual, Decimal(0), target, direction, band) is None


@given(numbers, numbers, numbers)
def test_what_a_bar_shows_stays_on_the_bar(actual, baseline, target):
    said = rules.progress(actual, baseline, target, UP)

    assert said.shown is None or 0 <= said.shown <= 1


@given(numbers, numbers, numbers)
def test_turned_upside_down_the_way_is_as_long(actual, baseline, target):
    one = rules.progress(actual, baseline, target, UP)
    other = rules.progress(-actual, -baseline, -target, DOWN)

    assert one == other


def test_only_some_outcomes_are_good():
    good = {each for each in Outcome if each.is_good}

    assert good == {Outcome.REACHED, Outcome.KEPT, Outcome.INSIDE}


def test_a_rate_is_a_ratio_of_sums_and_not_a_mean_of_ratios():
    """One of 1 and 1 of 9: a mean of the two would say 56%."""
    assert rules.ratio(1 + 1, 1 + 9) == (Status.OK, Decimal(20))


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "measure"),
    [
        (0, 10, Unit.PERCENT, (Status.OK, Decimal(0))),
        (0, 0, Unit.PERCENT, (Status.UNDEFINED, None)),
        (5, 0, Unit.INDEX, (Status.UNDEFINED, None)),
        (3, 4, Unit.INDEX, (Status.OK, Decimal("0.75"))),
        (Decimal("1.5"), 3, Unit.HOURS_EACH, (Status.OK, Decimal("0.5"))),
    ],
)
def test_zero_is_a_number_and_over_nothing_is_not_defined(numerator, denominator, unit, measure):
    assert rules.ratio(numerator, denominator, unit) == measure


@pytest.mark.parametrize(
    ("now", "before", "interval", "change"),
    [
        (12, 10, None, Change.UP),
        (8, 10, None, Change.DOWN),
        (10, 10, None, Change.SAME),
        (0, 10, None, Change.DOWN),
        (12, 10, Interval(0.5, 3.5), Change.UP),
        (8, 10, Interval(-3.5, -0.5), Change.DOWN),
        (12, 10, Interval(-1, 5), Change.UNCERTAIN),
        (12, 10, Interval(0, 4), Change.UNCERTAIN),
        (10, 10, Interval(-1, 1), Change.UNCERTAIN),
        (None, 10, None, None),
        (12, None, None, None),
    ],
)
def test_a_change_is_one_only_where_zero_is_ruled_out(now, before, interval, change):
    assert rules.change(exact(now), exact(before), interval) == change


@pytest.mark.parametrize(
    ("change", "direction", "is_better"),
    [
        (Change.UP, UP, True),
        (Change.DOWN, UP, False),
        (Change.UP, DOWN, False),
        (Change.DOWN, DOWN, True),
        (Change.UP, RANGE, None),
        (Change.SAME, UP, None),
        (Change.UNCERTAIN, UP, None),
    ],
)
def test_up_is_better_only_where_more_is_wanted(change, direction, is_better):
    assert change.is_better(direction) is is_better
