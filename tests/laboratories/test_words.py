"""What lists and pages say of activities, and where is near: plain values, no page."""

from datetime import date, time, timedelta

import pytest

from laboratories import nearness, wording
from laboratories.models import Activity, Cycle, WeeklyRule
from laboratories.seats import seats
from laboratories.week import Week, week_asked, week_of
from networking.models import Comune

TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"min_age": 6, "max_age": 10}, "dai 6 ai 10 anni"),
        ({"min_age": 8, "max_age": 11}, "dagli 8 agli 11 anni"),
        ({"min_age": 18, "max_age": 80}, "dai 18 agli 80 anni"),
        ({"min_grade": 1, "max_grade": 5}, "dalla prima primaria alla quinta primaria"),
        ({"min_grade": 6, "max_grade": 6}, "per chi fa la prima media"),
        ({"max_grade": 8}, "fino alla terza media"),
        ({"min_grade": 9}, "dalla prima superiore in poi"),
        ({"min_age": 60, "min_grade": 9}, "almeno 60 anni, dalla prima superiore in poi"),
        ({}, "famiglie"),
    ],
)
def test_says_for_whom(limits, said):
    assert wording.for_whom(Activity(audience="families", **limits)) == said


@pytest.mark.parametrize(
    ("monday", "said"),
    [
        (date(2026, 11, 23), "dal 23 al 29 novembre 2026"),
        (date(2026, 11, 30), "dal 30 novembre al 6 dicembre 2026"),
        (date(2026, 12, 28), "dal 28 dicembre 2026 al 3 gennaio 2027"),
        (date(2026, 6, 8), "dall'8 al 14 giugno 2026"),
        (date(2026, 10, 5), "dal 5 all'11 ottobre 2026"),
    ],
)
def test_a_week_is_said_as_one_says_it(monday, said):
    assert Week(monday).words == said


@pytest.mark.parametrize("number", range(7))
def test_every_day_is_in_a_week_that_begins_on_monday(number):
    day = TODAY + number * A_DAY
    week = week_of(day)

    assert week.monday.weekday() == 0
    assert week.monday <= day <= week.sunday


@pytest.mark.parametrize("written", ["", "ieri", "2026-02-30", "1999-12-31", "2200-01-01"])
def test_an_address_that_says_no_day_means_this_week(written):
    assert week_asked(written, TODAY) == week_of(TODAY)


@pytest.fixture
def cycle(now):
    return Cycle(enrol_opens_at=now - A_DAY, enrol_closes_at=now + A_DAY)


@pytest.mark.parametrize(
    ("free", "in_queue", "said"),
    [
        (1, 0, "1 posto libero"),
        (3, 0, "3 posti liberi"),
        (0, 0, "completo: lista d'attesa"),
        (2, 1, "completo: lista d'attesa"),
    ],
)
def test_says_how_many_places_are_left(cycle, now, free, in_queue, said):
    told = seats(cycle, free=free, in_queue=in_queue, now=now)

    assert told.words == said
    assert told.can_ask


def test_before_and_after_the_window_nobody_can_ask(cycle, now):
    early = seats(cycle, free=3, in_queue=0, now=cycle.enrol_opens_at - A_DAY)
    late = seats(cycle, free=3, in_queue=0, now=cycle.enrol_closes_at)

    assert (early.words, early.can_ask) == ("prenotazioni dal 24 novembre", False)
    assert (late.words, late.can_ask) == ("prenotazioni chiuse", False)


def test_the_rhythm_says_every_rule():
    weekly = WeeklyRule(weekday=1, local_start=time(17), local_end=time(18, 30))
    fortnightly = WeeklyRule(weekday=3, local_start=time(9), local_end=time(10), every_weeks=2)

    said = wording.rhythm([weekly, fortnightly])

    assert said == "ogni martedì, 17:00–18:30 e giovedì, una settimana ogni 2, 09:00–10:00"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (A_DAY, "1 giorno"),
        (2 * A_DAY, "2 giorni"),
        (timedelta(hours=3), "3 ore"),
        (timedelta(hours=1), "1 ora"),
    ],
)
def test_says_until_when_one_may_give_the_place_back(before, said):
    assert f"almeno {said} prima" in wording.cancelling(Cycle(cancel_before=before))


def test_near_is_measured_from_town_hall_to_town_hall(norcia, cascia, foligno):
    around = nearness.around(cascia, Comune.objects.all())

    assert around[0] == cascia
    assert norcia in around
    assert foligno not in around
    assert nearness.kilometres(norcia, cascia) == pytest.approx(nearness.kilometres(cascia, norcia))
