"""The nights in which clocks change: a weekly meeting keeps its hour, and lasts what it really lasts."""

from datetime import date, time, timedelta

import pytest

from laboratories.models import WeeklyRule
from laboratories.registers import marking
from laboratories.timetable import planning
from tests import activities

pytestmark = pytest.mark.django_db
SATURDAY_BEFORE = {"autumn": date(2026, 10, 24), "spring": date(2027, 3, 27)}


@pytest.mark.parametrize("season", SATURDAY_BEFORE)
@pytest.mark.parametrize("weekday", [2, 5])
def test_a_weekly_meeting_keeps_its_hour_when_clocks_change(norcia, season, weekday):
    first = SATURDAY_BEFORE[season] - timedelta(days=7)
    cycle = activities.cycle(norcia, sessions=0, first_day=first, last_day=first + timedelta(days=21))
    WeeklyRule.objects.create(cycle=cycle, weekday=weekday, local_start=time(17), local_end=time(18, 30))

    made = planning.write(cycle, planning.plan_of(cycle).meetings).made

    rows = list(cycle.sessions.all())
    assert len(made) == len(rows) >= 3
    assert {row.local_start for row in rows} == {time(17)}
    assert len({row.starts_at.hour for row in rows}) == 2
    assert {row.ends_at - row.starts_at for row in rows} == {timedelta(minutes=90)}


@pytest.mark.parametrize(
    ("night", "minutes"), [(date(2027, 3, 28), 60), (date(2026, 10, 25), 180), (date(2026, 11, 8), 120)]
)
def test_a_night_lasts_what_the_clock_of_rome_makes_of_it(norcia, night, minutes):
    cycle = activities.cycle(norcia, sessions=0)
    session = activities.session(cycle, local_date=night, local_start=time(1, 30), local_end=time(3, 30))

    assert marking.minutes_of(session) == minutes
