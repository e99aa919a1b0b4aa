"""Which cells nobody outside sees: those of few people, and what would give them away. A zero is shown."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from time import monotonic

import pytest

from governance.indicators import sums
from governance.indicators.auditing import Guard, audit
from governance.indicators.periods import Period, Span
from governance.indicators.suppressing import Earlier, key_of
from governance.models import Calculation, IndicatorDefinition
from tests.disclosure import ALL, YEAR, cell, hide, shown, tables, zone, zones

COMUNI = [(zone, 100 * zone + n) for zone, many in ((6, 9), (8, 9), (9, 3)) for n in range(many)]
AGES = ["0-5", "6-10", "11-13", "14-17", "18-29", "30-64", "65-74", "75+"]


def month(number):
    return Period.of(Span.MONTH, date(2026, number, 1))


def comune(place, number):
    return ("zone comune", place, number, "", "", "")


def naive(cells, threshold=3):
    """Hiding only what is of few: what most tools do."""
    return {key_of(each) for each in cells if 0 < each.people < threshold}


def leaks(cells, keys, threshold=3):
    """What somebody reckons of the cells of few people, from the sums of one reading."""
    true = {key: float(value) for key, value in shown(cells, set()).items()}
    published = {sums.Number("", "t", key): None if key in keys else value for key, value in true.items()}
    guards = [
        Guard((sums.Number("", "t", key),), threshold - 1)
        for key, value in true.items()
        if 0 < value < threshold
    ]
    return audit(published, sums.within(true, "t"), guards)


def drawn(people, seed=1):
    """So many people in the 21 comuni, most of them in the first ones."""
    chance = random.Random(seed)
    weights = [1 / (n + 1) for n in range(len(COMUNI))]
    found: dict = {}
    for place in chance.choices(COMUNI, weights, k=people):
        key = (*place, chance.choice("fm"), chance.choice(AGES), chance.choice("abcd"))
        found[key] = found.get(key, 0) + 1
    return found


class TestFew:
    def test_fewer_than_the_threshold_are_hidden_as_many_are_shown(self):
        assert zone(1) in hide(zones(2, 30, 40))
        assert hide(zones(3, 30, 40)) == set()
        assert zone(1) in hide(zones(3, 30, 40), threshold=5)

    def test_a_zero_is_a_zero(self):
        assert hide(zones(0, 30, 40)) == set()
        assert zone(1) not in hide(zones(0, 2, 40))

    def test_without_a_threshold_nothing_is_hidden(self):
        assert hide(zones(1, 2, 1), threshold=0) == set()

    @pytest.mark.parametrize("pair", [(1, 50), (48, 50), (1, 2)])
    def test_of_a_part_few_who_are_in_it_few_who_are_not_few_in_all(self, pair):
        assert zone(1) in hide(zones(pair, (20, 50), (30, 60)), calculation=Calculation.RATIO)

    @pytest.mark.parametrize("pair", [(0, 50), (50, 50), (25, 50)])
    def test_nobody_everybody_and_half_are_shown(self, pair):
        assert hide(zones(pair, (20, 50), (30, 60)), calculation=Calculation.RATIO) == set()

    def test_a_part_of_what_is_not_people_counts_only_who_is_behind_it(self):
        cells = [cell(ALL, 1, 50, people=20)]
        assert hide(cells, calculation=Calculation.RATIO, counts_people=False) == set()

    def test_hours_of_few_people_are_hidden_however_many_they_are(self):
        cells = [cell(ALL, 900, people=12), cell(zone(1), 400, people=2), cell(zone(2), 500, people=10)]
        assert hide(cells, calculation=Calculation.SUM) == {zone(1), zone(2)}

    def test_families_count_though_no_person_is_behind_them(self):
        cells = [cell(ALL, 9, people=0), cell(zone(1), 2, people=0), cell(zone(2), 7, people=0)]
        assert hide(cells, calculation=Calculation.DISTINCT) == {zone(1), zone(2)}

    def test_where_the_lowest_zone_is_hidden_the_gap_is(self):
        cells = [cell(ALL, 72), cell(zone(1), 2, 900, people=2), cell(zone(2), 70, 900, people=70)]
        assert ALL in hide(cells, calculation=Calculation.GAP)


class TestTogether:
    def test_one_in_a_row_takes_the_smallest_other_with_it(self):
        cells = zones(2, 40, 30)
        assert leaks(cells, naive(cells))
        assert hide(cells) == {zone(1), zone(3)}

    def test_the_only_comune_of_a_zone_is_its_zone(self):
        people = {
            (1, 10, "", "", ""): 2,
            (2, 20, "", "", ""): 9,
            (2, 21, "", "", ""): 8,
            (3, 30, "", "", ""): 40,
        }
        cells = tables(people, ["", "zone", "zone comune"])

        keys = hide(cells)

        assert leaks(cells, naive(cells))
        assert {zone(1), comune(1, 10)} < keys
        assert not leaks(cells, keys)

    def test_zones_that_share_margins(self):
        people = {
            (z, 10 * z, s, "", ""): n for z, s, n in ((1, "f", 2), (1, "m", 9), (2, "f", 7), (2, "m", 8))
        }
        cells = tables(people, ["", "zone", "sex", "zone sex"])

        assert leaks(cells, naive(cells))
        assert {key for key in hide(cells) if key[0] == "zone sex"} == {
            ("zone sex", z, None, s, "", "") for z in (1, 2) for s in "fm"
        }

    def test_a_part_whose_whole_anybody_can_know(self):
        """Four are in the two zones, and of zone 2 there are three: then one at least is of zone 1."""
        keys = hide(zones((1, 5), (3, 3), (30, 60)), calculation=Calculation.RATIO)

        assert keys == {zone(1), zone(3)}
        assert hide(zones((1, 5), (3, 6), (30, 60)), calculation=Calculation.RATIO) == {zone(1), zone(2)}

    def test_somebody_in_two_zones(self):
        cells = [cell(ALL, 40), cell(zone(1), 2), cell(zone(2), 39)]
        assert hide(cells, calculation=Calculation.DISTINCT) >= {zone(1), zone(2)}

    @pytest.mark.parametrize("people", [20, 60, 150, 600])
    @pytest.mark.parametrize("threshold", [3, 5])
    def test_nothing_leaks_of_the_whole_territory(self, people, threshold):
        cells = tables(drawn(people))
        began = monotonic()

        keys = hide(cells, threshold=threshold)

        assert monotonic() - began < 5
        assert leaks(cells, naive(cells, threshold), threshold)
        assert leaks(cells, keys, threshold) == []
        assert naive(cells, threshold) <= keys

    @pytest.mark.parametrize("seed", range(6))
    def test_nothing_is_hidden_that_need_not_be(self, seed):
        cells = tables(drawn(100, seed))

        keys = hide(cells)

        assert [key for key in keys - naive(cells) if not leaks(cells, keys - {key})] == []


class TestBefore:
    def earlier(self, period, cells, keys=()):
        few = frozenset(naive(cells)) & set(keys)
        return Earlier(period.first, period.last, shown(cells, set(keys)), few)

    def test_a_year_and_eleven_months(self):
        """The year's numbers are large, and one of them would give December's two people."""
        months = [zones(10, 10, 10) for _ in range(11)]
        december, year = zones(2, 10, 10), zones(112, 120, 120)
        before = [self.earlier(month(n), cells) for n, cells in enumerate(months, 1)]
        hidden_in_december = hide(december, period=month(12), earlier=before)

        keys = hide(year, earlier=[*before, self.earlier(month(12), december, hidden_in_december)])

        assert hide(year, earlier=before) == set()
        assert hidden_in_december == {zone(1), zone(2)}
        assert zone(1) in keys

    def test_december_after_the_year(self):
        before = [self.earlier(month(n), zones(10, 10, 10)) for n in range(1, 12)]
        before.append(self.earlier(YEAR, zones(112, 120, 120)))

        keys = hide(zones(2, 10, 10), period=month(12), earlier=before)

        # What a subtraction of published numbers gives nobody can take back: all that is left is to add nothing.
        assert {zone(1), zone(2), zone(3), ALL} <= keys

    def test_the_year_as_it_was_at_its_end_is_december(self):
        """December was published with zone 3 hidden beside zone 1: the year may not show it."""
        numbers = zones(2, 10, 11)
        before = [self.earlier(month(12), numbers, {zone(1), zone(3)})]

        assert hide(numbers) == {zone(1), zone(2)}
        assert zone(3) in hide(numbers, time=IndicatorDefinition.Time.STOCK, earlier=before)

    def test_what_was_hidden_stays_hidden_when_late_data_come(self):
        first = zones(2, 20, 40)
        before = [self.earlier(YEAR, first, hide(first))]

        assert hide(zones(6, 20, 40)) == set()
        assert hide(zones(6, 20, 40), earlier=before) == {zone(1), zone(2)}

    def test_a_month_has_nothing_to_do_with_another_year(self):
        other = Period.of(Span.YEAR, date(2024, 1, 1))
        assert (
            hide(zones(10, 10, 10), earlier=[self.earlier(other, zones(2, 3, 3), [zone(1), zone(2)])])
            == set()
        )

    def test_what_only_covered_another_number_is_no_secret_of_its_own(self):
        """From July the twenty of zone 2 were hidden to cover the two of zone 1: the year so far may tell of them."""
        quarters = [Period.of(Span.QUARTER, date(2026, m, 1)) for m in (1, 4, 7)]
        third, so_far = zones(2, 20, 20), Period(Span.SO_FAR, date(2026, 1, 1), quarters[-1].last)
        hidden_in_third = hide(third, period=quarters[-1])
        before = [self.earlier(each, zones(20, 20, 20)) for each in quarters[:2]]
        before.append(self.earlier(quarters[-1], third, hidden_in_third))

        keys = hide(zones(20, 60, 20), calculation=Calculation.DISTINCT, period=so_far, earlier=before)

        assert hidden_in_third == {zone(1), zone(2)}
        assert keys == set()

    def test_published_numbers_may_be_decimals(self):
        before = [Earlier(month(1).first, month(1).last, {ALL: Decimal("10.000000")}, frozenset())]
        assert hide(zones(10, 10, 10), earlier=before) == set()
