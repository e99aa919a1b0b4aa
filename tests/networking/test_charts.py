"""Charts: what is drawn where, from plain numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.charts import stacked
from networking.charts.lying import NEUTRAL, Line, bullet, lying
from networking.charts.scales import Scale
from networking.charts.trends import Moment, sparkline, trend

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


def moment(value, **more):
    number = None if value is None else Decimal(str(value))
    return Moment("marzo 2026", "mar 26", number, "–" if value is None else str(value), **more)


def drawn(*moments):
    return trend(moments, written=str)


@given(NUMBERS)
def test_a_scale_holds_zero_and_every_number_and_has_few_round_ticks(numbers):
    scale = Scale.of(numbers, 100)

    assert scale.low <= min(0, *numbers, 0)
    assert scale.high >= max(0, *numbers, 0)
    assert 2 <= len(scale.ticks) <= 7
    assert all(0 <= scale.at(number) <= 100 for number in numbers)


def test_a_scale_of_nothing_still_has_two_ends():
    assert Scale.of([None], 100).ticks[0] == 0
    assert Scale.of([None], 100).high > 0


def test_an_axis_has_round_numbers():
    assert Scale.of([270], 100).ticks == [0, 100, 200, 300]
    assert Scale.of([0.82], 100).ticks == [0, 0.25, 0.5, 0.75, 1]


def test_bars_stand_on_one_another():
    bars = stacked([(3, 1), (0, 0)])

    assert bars.highest == 4
    assert [(part.series, part.height) for part in bars.parts] == [(0, 120), (1, 40)]


def test_a_line_stops_where_there_is_no_number_and_goes_on_after():
    chart = drawn(moment(1), moment(2), moment(None), moment(3), moment(4))

    assert len(chart.lines) == 2
    assert len(chart.dots) == 4


def test_a_number_alone_between_two_holes_is_a_point():
    chart = drawn(moment(None), moment(2), moment(None))

    assert (len(chart.lines), len(chart.dots)) == (0, 1)


def test_no_line_joins_two_definitions():
    chart = drawn(moment(1), moment(2), moment(8, starts_anew=True), moment(9))

    assert len(chart.lines) == 2
    assert len(chart.breaks) == 1
    assert chart.dots[1].x < chart.breaks[0] < chart.dots[2].x


def test_what_is_hidden_is_marked_and_is_no_zero():
    chart = drawn(moment(4), moment(None, is_hidden=True), moment(5))

    assert len(chart.hidden) == 1
    assert len(chart.dots) == 2


def test_zero_is_a_point_on_the_axis():
    chart = drawn(moment(0), moment(4))

    assert chart.dots[0].y == chart.zero


def test_a_target_that_changes_is_a_step():
    chart = drawn(moment(1, target=2), moment(1, target=2), moment(1, target=3))

    heights = [point.split(",")[1] for point in chart.targets[0].split()]
    assert len(set(heights)) == 2
    assert chart.has_target


def test_without_targets_there_is_no_line_of_them():
    assert not drawn(moment(1), moment(2)).has_target


def test_fourteen_months_have_as_many_names_as_there_is_room_for_and_the_last_is_one():
    chart = drawn(*[moment(number) for number in range(14)])

    assert len(chart.names) <= 5
    assert (chart.names[-1].at, chart.names[-1].anchor) == (chart.right, "end")


@pytest.mark.parametrize("many", [0, 1, 2, 60])
def test_any_number_of_moments_can_be_drawn(many):
    moments = [moment(number, target=3) for number in range(many)]

    assert len(drawn(*moments).dots) == many
    assert len(sparkline(moments).dots) == min(many, 1)


def test_hidden_bars_are_as_long_as_one_another_whatever_they_hide():
    bars = lying(
        [Line("Preci", Decimal(4), "nascosto", is_hidden=True), Line("Norcia", None, "nascosto", True)]
    )

    assert {bar.length for bar in bars} == {str(NEUTRAL)}


def test_a_bar_of_zero_is_drawn_and_one_of_nothing_is_not():
    zero, nothing = lying([Line("Preci", 0, "0"), Line("Norcia", None, "–")])

    assert (zero.is_drawn, zero.length) == (True, "0")
    assert not nothing.is_drawn


def test_bars_below_zero_begin_in_the_middle():
    below, above = lying([Line("Zona 6", Decimal("-0.4"), "−0,4"), Line("Zona 8", Decimal("0.4"), "+0,4")])

    assert float(below.start) + float(below.length) == float(above.start) == 50


def test_a_number_beside_its_target():
    chart = bullet(Decimal(150), target=Decimal(300), baseline=Decimal(0))

    assert chart.start + chart.length < chart.target
    assert chart.baseline == chart.zero
    assert chart.band_start is None


def test_a_number_that_is_missing_has_no_bar():
    assert bullet(None, target=3).length == 0


def test_the_band_in_which_to_stay():
    chart = bullet(55, band=(60, 95))

    assert chart.start + chart.length < chart.band_start
    assert chart.band_length > 0
