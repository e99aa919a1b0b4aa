"""Comuni, platforms, and what is announced and written in time: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from governance.indicators.periods import Period, Span
from laboratories.models import Cycle, Session, VenueHours
from networking.models import Comune
from tests import activities
from tests.attended import DAY, at, open_register, session
from tests.factories import LONG_AGO
from tests.measuring import numbers, read, real, whole

pytestmark = pytest.mark.django_db
QUARTER = Period.of(Span.QUARTER, DAY)
MAY = Period.of(Span.MONTH, DAY)


def test_nw_25_comuni_in_which_something_was_held():
    session("norcia"), session("norcia", day=DAY + timedelta(days=1)), session("poggiodomo", is_held=False)
    session("foligno", day=date(2026, 7, 1))

    value, above, below = whole("NW-25", QUARTER)
    assert (above, below, round(value, 2)) == (1, 21, round(value, 2))
    comuni = numbers(read(real("NW-25"), QUARTER), "zone comune")
    assert {name for name, number in comuni.items() if number} == {"Norcia"}


class TestPlatforms:
    def platform(self, slug="norcia", *, hours=4, weekdays=(1,), is_used=True, **fields):
        """Open so many hours on each of those days of the week."""
        where = activities.venue(Comune.objects.get(slug=slug), **({"is_platform": True} | fields))
        for weekday in weekdays:
            VenueHours.objects.create(venue=where, weekday=weekday, opens=time(8), closes=time(8 + hours))
        if is_used:
            cycle = activities.cycle(where, first_day=DAY)
            open_register(cycle.sessions.get())
        return where

    def test_nw_26_open_sixteen_hours_a_month_and_used(self):
        # May 2026 has four Mondays and five Fridays.
        self.platform(hours=4)
        self.platform("foligno", hours=3)
        self.platform("spoleto", hours=4, is_used=False)
        self.platform("trevi", hours=4, is_platform=False)
        self.platform("spello", hours=4, published_at=at(date(2026, 6, 1)))

        assert whole("NW-26", MAY)[0] == 1

    def test_nw_26b_the_hours_of_the_last_month(self):
        where = self.platform(hours=4, weekdays=(1, 5), is_used=False)
        VenueHours.objects.create(venue=where, kind="desk", weekday=2, opens=time(8), closes=time(12))

        assert whole("NW-26b", MAY)[0] == 4 * (4 + 5)


def test_nw_40_ten_days_before():
    early, late = session(), session("norcia")
    Cycle.objects.filter(pk=early.cycle_id).update(published_at=early.starts_at - timedelta(days=10))
    Cycle.objects.filter(pk=late.cycle_id).update(published_at=late.starts_at - timedelta(days=9))
    of_late_activity = session("spoleto", published_at=late.starts_at - timedelta(days=2))

    assert of_late_activity.cycle.published_at == LONG_AGO
    assert whole("NW-40")[1:] == (1, 3)


def test_nw_41_registers_closed_within_a_week():
    for slug, days in (("foligno", 7), ("norcia", 8)):
        made = session(slug)
        Session.objects.filter(pk=made.pk).update(closed_at=made.ends_at + timedelta(days=days))
    session("spoleto", is_held=False)

    assert whole("NW-41")[1:] == (1, 3)
