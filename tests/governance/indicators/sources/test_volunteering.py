"""Volunteers and company: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from governance.indicators.periods import Period, Span
from networking.models import Comune
from tests import companions, volunteering
from tests.attended import aged, at
from tests.helped import DAY, gave, volunteer
from tests.measuring import whole
from volunteers.models import Companionship, CompanionshipNote, HoursLog

pytestmark = pytest.mark.django_db
NEXT_YEAR = Period.of(Span.YEAR, date(2027, 1, 1))
LAST_QUARTER = Period.of(Span.QUARTER, date(2026, 12, 1))


def test_nw_01_and_nw_05_hours_that_were_confirmed():
    anna, luca = volunteer(), volunteer()
    gave(anna, 60)
    gave(anna, 30, day=DAY + timedelta(days=1))
    gave(luca, 120)
    HoursLog.objects.for_everyone(reason="prova").filter(assignment__volunteer=luca).delete()

    assert whole("NW-01")[0] == 1
    assert whole("NW-05")[0] == Decimal("1.5")


def test_nw_02_the_young_of_them():
    girl, grown = volunteer(aged(29)), volunteer(aged(30))
    gave(girl)
    gave(girl, day=DAY + timedelta(days=400 - 365))
    gave(grown)
    volunteer(aged(20))

    assert whole("NW-02") == (50, 1, 2)


def test_nw_02_who_turns_thirty_later_in_the_year_is_young_at_the_first_turn():
    girl = volunteer(aged(29))
    gave(girl)
    gave(girl, day=date(2026, 12, 2))

    assert whole("NW-02") == (100, 1, 1)


def test_nw_03_begun_within_sixty_days():
    quick = volunteer(applied_at=at(date(2026, 3, 20)))
    slow = volunteer(applied_at=at(date(2026, 2, 1)))
    for each in (quick, slow):
        gave(each)
    volunteer(applied_at=at(date(2026, 3, 1)))
    # Their sixty days are over next year.
    volunteer(applied_at=at(date(2026, 11, 15)))

    value, above, below = whole("NW-03")
    assert (above, below) == (1, 3)
    assert round(value, 2) == Decimal("33.33")


def test_nw_04_who_stays():
    stays, stops, comes = volunteer(), volunteer(), volunteer()
    gave(stays), gave(stops)
    gave(stays, day=date(2027, 1, 8)), gave(comes, day=date(2027, 1, 8))

    assert whole("NW-04", NEXT_YEAR) == (50, 1, 2)


class TestCompany:
    def pair(self, person, started_on=date(2026, 5, 1), **fields):
        values = {"form": "visit", "weekday": 3, "local_start": time(16), "local_end": time(17)}
        return Companionship.objects.create(
            person=person,
            volunteer=volunteering.able(),
            kind=companions.company(),
            alert_after_days=21,
            started_on=started_on,
            # Those that go on need a meeting: that they ended later is the same here.
            state="ended",
            ended_on=date(2027, 1, 4),
            **(values | fields),
        )

    def note(self, pair, day, how="visit"):
        going = "well" if how in CompanionshipNote.HAPPENED else ""
        CompanionshipNote.objects.create(
            companionship=pair, day=day, how=how, going=going, written_at=at(day)
        )

    def elder(self, **fields):
        return companions.elder(Comune.objects.get(slug="norcia"), **fields)

    def test_nw_06_people_who_were_met_or_spoken_with(self):
        ida, ada = self.pair(self.elder()), self.pair(self.elder())
        younger = self.pair(self.elder(birth_date=date(1962, 1, 1)))
        self.note(ida, DAY), self.note(ida, DAY + timedelta(days=7), "telephone")
        self.note(ada, DAY, "did_not_answer")
        self.note(younger, DAY)

        assert whole("NW-06")[0] == 1

    def test_nw_07_two_contacts_in_each_of_three_months(self):
        often, seldom, new = (
            self.pair(self.elder(), started_on=day)
            for day in (date(2026, 5, 1), date(2026, 9, 30), date(2026, 10, 2))
        )
        for month in (10, 11, 12):
            for day in (3, 20):
                self.note(often, date(2026, month, day))
                self.note(new, date(2026, month, day))
            self.note(seldom, date(2026, month, 3))

        assert whole("NW-07", LAST_QUARTER) == (50, 1, 2)
