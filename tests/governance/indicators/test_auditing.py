"""What an attacker can reckon: planted leaks are found, and what trying every number pins down the audit says."""

from __future__ import annotations

from datetime import date
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.indicators import sums
from governance.indicators.auditing import Attacker, Guard, audit
from governance.indicators.protecting import protect
from governance.indicators.sums import Days, Number, Relation, Tie
from tests.disclosure import ALL, by_trying, tables, zone, zones
from tests.disclosure import shown as published_of

ZONE_SEX = ["", "zone", "sex", "zone sex"]


def number(key, when=""):
    return Number(when, "above", key)


def board(cells, keys=()):
    """The cells as published with `keys` hidden, and their sums."""
    true = {key: float(value) for key, value in published_of(cells, set()).items()}
    relations = sums.within(true, "above")
    return {number(key): None if key in keys else value for key, value in true.items()}, relations


def guard(key, most=2.0, when=""):
    return Guard((number(key, when),), most)


def zone_sex(place, sex):
    return ("zone sex", place, None, sex, "", "")


def four(a, b, c, d):
    return tables(
        {(1, 10, "f", "", ""): a, (1, 10, "m", "", ""): b, (2, 20, "f", "", ""): c, (2, 20, "m", "", ""): d},
        ZONE_SEX,
    )


def test_one_hidden_cell_in_a_row_is_found_by_subtraction():
    published, relations = board(zones(2, 30, 40), [zone(1)])

    [leak] = audit(published, relations, [guard(zone(1))])

    assert (leak.low, leak.high) == (2, 2)


def test_two_hidden_cells_hide_each_other():
    published, relations = board(zones(2, 30, 40), [zone(1), zone(2)])

    assert audit(published, relations, [guard(zone(1))]) == []


def test_two_hidden_cells_with_too_little_between_them_leak():
    """A sum of one leaves each at most one: whoever reads it knows that neither is two."""
    published, relations = board(zones(1, 0, 40), [zone(1), zone(2)])

    [leak] = audit(published, relations, [guard(zone(1))])

    assert (leak.low, leak.high) == (0, 1)


def test_zones_that_share_the_margins_of_another_table_leak():
    """In each row two are hidden, and still: the columns give what the rows keep."""
    cells = four(2, 9, 7, 8)
    naive = [zone_sex(1, "f"), zone_sex(1, "m"), zone_sex(2, "f")]

    [leak] = audit(*board(cells, naive), [guard(zone_sex(1, "f"))])

    assert (leak.low, leak.high) == (2, 2)
    assert audit(*board(cells, [*naive, zone_sex(2, "m")]), [guard(zone_sex(1, "f"))]) == []


def test_somebody_in_two_zones_makes_the_sum_a_bound_and_no_equality():
    pieces = (number(zone(1)), number(zone(2)))
    relation = Relation(number(ALL), pieces, Tie.OVERLAPS)
    published = {number(ALL): 40.0, number(zone(1)): None, number(zone(2)): 39.0}

    [leak] = audit(published, [relation], [guard(zone(1))])

    assert (leak.low, leak.high) == (1, 40)


def test_a_year_and_eleven_months_give_the_twelfth():
    months = [Days(date(2026, m, 1), date(2026, m, 28), str(m)) for m in range(1, 13)]
    months = [
        Days(day.first, later.first - sums.A_DAY, day.name)
        for day, later in zip(
            months, [*months[1:], Days(date(2027, 1, 1), date(2027, 1, 31), "")], strict=True
        )
    ]
    year = Days(date(2026, 1, 1), date(2026, 12, 31), "year")
    published = {number(ALL, each.name): 10.0 for each in months} | {number(ALL, "year"): 112.0}
    published[number(ALL, "12")] = None
    numbers = {each.name: {ALL: published[number(ALL, each.name)]} for each in [*months, year]}

    [leak] = audit(published, sums.between([year, *months], numbers, "above"), [guard(ALL, when="12")])

    assert (leak.low, leak.high) == (2, 2)


def test_a_year_is_also_three_quarters_and_three_months():
    quarters = [
        Days(date(2026, 1, 1), date(2026, 3, 31), "q1"),
        Days(date(2026, 4, 1), date(2026, 6, 30), "q2"),
        Days(date(2026, 7, 1), date(2026, 9, 30), "q3"),
    ]
    months = [
        Days(date(2026, 1, 1), date(2026, 1, 31), "jan"),
        Days(date(2026, 10, 1), date(2026, 10, 31), "oct"),
        Days(date(2026, 11, 1), date(2026, 11, 30), "nov"),
        Days(date(2026, 12, 1), date(2026, 12, 31), "dec"),
    ]
    year = Days(date(2026, 1, 1), date(2026, 12, 31), "year")

    complete = [chain for whole, chain, is_all in sums.chains([year, *quarters, *months]) if is_all]

    assert [[each.name for each in chain] for chain in complete] == [["q1", "q2", "q3", "oct", "nov", "dec"]]


def test_what_is_counted_on_the_last_day_is_the_same_in_december_and_in_the_year():
    december = Days(date(2026, 12, 1), date(2026, 12, 31), "december")
    year = Days(date(2026, 1, 1), date(2026, 12, 31), "year")
    published = {number(ALL, "year"): 2.0, number(ALL, "december"): None}
    numbers = {"year": {ALL: 2.0}, "december": {ALL: None}}

    ties = sums.between([year, december], numbers, "above", is_stock=True)

    assert [leak.high for leak in audit(published, ties, [guard(ALL, when="december")])] == [2]


def test_readings_that_contradict_each_other_give_nothing_away_together():
    """Late data: the year was read after the months, and has fewer than they have."""
    tie = Relation(number(ALL, "year"), (number(ALL, "1"), number(ALL, "2")), is_between=True)
    published = {number(ALL, "year"): 5.0, number(ALL, "1"): 9.0, number(ALL, "2"): None}

    assert audit(published, [tie], [guard(ALL, when="2")]) == []


def test_what_nothing_is_known_of_can_be_anything():
    [leak] = audit({number(ALL): None}, [], [guard(ALL, most=inf)]) or [None]

    assert leak is None


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.tuples(*[st.integers(0, 2)] * 4),
    places=st.sets(
        st.sampled_from([*(zone_sex(z, s) for z in (1, 2) for s in "fm"), zone(1), zone(2)]), min_size=1
    ),
)
def test_what_trying_every_number_pins_down_the_audit_says(numbers, places):
    """And the other way round: what somebody who tries finds possible is just what the audit says is possible."""
    published, relations = board(four(*numbers), places)
    possible = by_trying(published, relations, sum(numbers))
    for key in places:
        values = [found[number(key)] for found in possible]

        [leak] = audit(published, relations, [guard(key, most=inf)])

        assert (round(leak.low), round(leak.high)) == (min(values), max(values))


@settings(max_examples=40, deadline=None)
@given(numbers=st.tuples(*[st.integers(0, 3)] * 4))
def test_what_is_protected_nobody_pins_down_by_trying(numbers):
    published, relations = board(four(*numbers))
    few = {name.key for name, value in published.items() if 0 < value <= 2}
    guards = [guard(key) for key in few]
    losses = {name.key: value for name, value in published.items()}

    keys = protect(few, published, [Attacker(tuple(relations), tuple(guards))], losses)

    after = {name: None if name.key in keys else value for name, value in published.items()}
    possible = by_trying(after, relations, sum(numbers) + 2)
    assert audit(after, relations, guards) == []
    for key in few:
        values = [found[number(key)] for found in possible]
        assert min(values) == 0
        assert max(values) >= 2
