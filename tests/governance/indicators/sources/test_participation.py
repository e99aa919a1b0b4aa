"""Who takes part: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from governance.indicators.sources import participation
from networking.models import Comune, PopulationBand
from tests.attended import aged, come, session
from tests.factories import tie
from tests.measuring import YEAR, numbers, read, real, whole

pytestmark = pytest.mark.django_db


def test_nw_09_meetings_of_ages():
    assert whole("NW-09")[0] is None
    made, alone = session(), session("norcia")
    come(made, *(aged(20) for _ in range(3)), *(aged(70) for _ in range(3)))
    come(alone, *(aged(20) for _ in range(3)), *(aged(70) for _ in range(2)), aged(64))

    assert whole("NW-09")[0] == 1


def test_nw_09_who_was_absent_met_nobody():
    made = session()
    come(made, *(aged(20) for _ in range(3)), *(aged(70) for _ in range(2)))
    come(made, aged(70), mark="absent")

    assert whole("NW-09")[0] == 0


def test_nw_10_the_young_each_once():
    first, second = session(), session("norcia", day=date(2026, 5, 7), kind="event")
    girl, grown = aged(29), aged(30)
    come(first, girl, grown, mark="late")
    come(second, girl, aged(12))
    come(second, aged(15), mark="absent")

    assert whole("NW-10")[0] == 2


def test_nw_13_girls_and_boys():
    made = session()
    come(made, aged(10, sex="f"), aged(11, sex="f"), aged(12, sex="m"))
    come(made, aged(13), aged(40, sex="m"))

    value, girls, boys = whole("NW-13")
    assert (value, girls, boys) == (Decimal("0.5"), 2, 1)


class TestFamilies:
    def test_nw_16_two_parents_and_two_children_are_one(self):
        mother, father = aged(35), aged(38)
        older, younger = aged(5), aged(3)
        for parent in (mother, father):
            for child in (older, younger):
                tie(parent, child, starts_on=date(2024, 1, 1))
        come(session(), mother, older)
        come(session(), father, younger)

        assert whole("NW-16")[0] == 1

    def test_nw_16_a_child_of_six_is_none_and_one_without_parents_is_one(self):
        mother, pupil = aged(35), aged(6)
        tie(mother, pupil, starts_on=date(2024, 1, 1))
        come(session(), mother, pupil)
        assert whole("NW-16")[0] == 0

        come(session(), aged(5))
        assert whole("NW-16")[0] == 1


def test_nw_21_the_lowest_zone_over_the_highest():
    """Of a thousand who live there two came in one zone, one in another, nobody in the third."""
    PopulationBand.objects.all().delete()
    for slug in ("foligno", "norcia", "spoleto"):
        comune = Comune.objects.get(slug=slug)
        for age_from, age_to, people in ((0, 17, 500), (18, None, 9000)):
            PopulationBand.objects.create(
                comune=comune, age_from=age_from, age_to=age_to, female=people, male=people,
                reference_date=date(2023, 1, 1),
            )  # fmt: skip
    made = session()
    come(made, aged(10), aged(11), aged(9, comune="norcia"), aged(40, comune="spoleto"))

    assert whole("NW-21")[0] == 0
    come(made, aged(8, comune="spoleto"))
    assert whole("NW-21")[0] == Decimal("0.5")
    rates = numbers(read(real("NW-21")), "zone")
    assert rates == {6: 1, 8: 2, 9: 1}


def test_nw_21_the_last_figures_before_the_end():
    foligno = Comune.objects.get(slug="foligno")
    PopulationBand.objects.all().delete()
    for year, people in ((2023, 100), (2026, 200), (2027, 300)):
        PopulationBand.objects.create(
            comune=foligno, age_from=0, age_to=17, female=people, male=0, reference_date=date(year, 1, 1)
        )
    assert participation.resident_minors(YEAR) == {foligno.pk: 200}


def test_nw_28_of_two_towns():
    near = session()
    come(near, *(aged(30) for _ in range(4)), aged(30, comune="norcia"))
    come(session(), *(aged(30) for _ in range(5)))
    # Four are too few to be told of.
    come(session(), *(aged(30) for _ in range(3)), aged(30, comune="norcia"))

    assert whole("NW-28") == (50, 1, 2)


def test_a_cancelled_session_counts_for_nothing():
    made = session(is_held=False)
    come(made, *(aged(20) for _ in range(3)), *(aged(70) for _ in range(3)))
    made.cancelled_at, made.cancelled_because = made.starts_at, "neve"
    made.save(update_fields=["cancelled_at", "cancelled_because"])

    assert [whole(code)[0] for code in ("NW-09", "NW-10")] == [None, None]
