"""The sessions that a cycle's hours give, written where nothing is in the way."""

from datetime import UTC, date, datetime, time

import pytest

from laboratories.models import Closure, CycleStaff, WeeklyRule
from laboratories.timetable import planning
from networking.models import SchoolBreak, SchoolYear
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(norcia):
    """Tuesdays at five, from 1 December 2026 to 12 January 2027, in a room; without sessions yet."""
    venue = activities.venue(norcia)
    made = activities.cycle(venue, sessions=0, room=activities.room(venue), first_day=date(2026, 12, 1))
    made.last_day = date(2027, 1, 12)
    made.save()
    WeeklyRule.objects.create(cycle=made, weekday=1, local_start=time(17), local_end=time(18, 30))
    return made


def reasons(cycle):
    return {f"{each.meeting.day:%d/%m}": each.reason for each in planning.plan_of(cycle).skipped}


def test_holidays_closures_and_the_towns_own_feast_are_skipped(cycle, norcia):
    norcia.patron_month, norcia.patron_day, norcia.patron_name = 12, 15, "san Prova"
    norcia.save()
    cycle.venue.place.comune = norcia
    Closure.objects.create(
        venue=cycle.venue,
        first_day=date(2026, 12, 22),
        last_day=date(2026, 12, 26),
        reason="works",
        made_at=factories.LONG_AGO,
    )

    assert reasons(cycle) == {
        "08/12": "Immacolata Concezione",
        "15/12": "festa del patrono, san Prova",
        "22/12": "chiuso: lavori",
    }


def test_what_closes_elsewhere_closes_nothing_here(cycle, cascia):
    Closure.objects.create(
        comune=cascia,
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 31),
        reason="weather",
        made_at=factories.LONG_AGO,
    )

    assert list(reasons(cycle)) == ["08/12"]


def test_the_years_that_are_known_come_with_the_territory():
    assert list(SchoolYear.objects.values_list("name", flat=True)) == ["2024/25", "2025/26"]
    assert SchoolBreak.objects.filter(year__name="2025/26").count() == 4


def test_a_year_that_is_missing_is_told_and_can_be_written(cycle, cascia):
    cycle.follows_school = True
    assert planning.plan_of(cycle).missing_years == ("2026/27",)

    year = SchoolYear.objects.create(name="2026/27", first_day=date(2026, 9, 14), last_day=date(2027, 6, 8))
    year.breaks.create(name="Natale", first_day=date(2026, 12, 23), last_day=date(2027, 1, 6))
    year.breaks.create(name="solo là", comune=cascia, first_day=date(2026, 12, 1), last_day=date(2026, 12, 1))

    assert planning.plan_of(cycle).missing_years == ()
    assert reasons(cycle) == {"08/12": "Immacolata Concezione", "29/12": "Natale", "05/01": "Natale"}


def test_sessions_are_written_once_with_their_room_and_staff(cycle):
    leader = factories.human()
    CycleStaff.objects.create(cycle=cycle, person=leader)
    meetings = planning.plan_of(cycle).meetings

    assert len(planning.write(cycle, meetings).made) == 6
    assert planning.write(cycle, meetings).made == ()
    assert {(each.room, each.staff.get().person) for each in cycle.sessions.all()} == {(cycle.room, leader)}


def test_a_room_that_is_taken_refuses_them_all_or_only_that_one(cycle):
    activities.cycle(cycle.venue, room=cycle.room, first_day=date(2026, 12, 15))
    meetings = planning.plan_of(cycle).meetings

    with pytest.raises(planning.ConflictError) as refusal:
        planning.write(cycle, meetings)
    assert str(refusal.value) == "15/12/2026: la sala è già occupata"
    assert not cycle.sessions.exists()

    outcome = planning.write(cycle, meetings, only_free=True)
    assert (len(outcome.made), len(outcome.conflicts)) == (5, 1)


def test_who_leads_elsewhere_at_that_hour_is_told(cycle, cascia):
    leader = factories.human()
    CycleStaff.objects.create(cycle=cycle, person=leader)
    activities.leads(leader, activities.cycle(cascia, first_day=date(2026, 12, 1)).sessions.get())

    with pytest.raises(planning.ConflictError, match="chi conduce è già in un altro incontro"):
        planning.write(cycle, planning.plan_of(cycle).meetings)


def test_what_is_skipped_can_be_recovered(cycle):
    given = planning.plan_of(cycle)
    planning.write(cycle, given.meetings)

    made = planning.write(cycle, planning.recoveries_of(cycle, given)).made
    assert [each.local_date for each in made] == [date(2027, 1, 19)]


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 10, 20), date(2026, 11, 3)), (date(2027, 3, 23), date(2027, 4, 6))],
    ids=["autunno", "primavera"],
)
def test_over_the_night_in_which_clocks_change_five_stays_five(cycle, first, last):
    cycle.first_day, cycle.last_day = first, last
    planning.write(cycle, planning.plan_of(cycle).meetings)
    sessions = list(cycle.sessions.all())

    assert {each.local_start for each in sessions} == {time(17)}
    moments = {each.local_date: each.starts_at for each in sessions}
    # In Rome five o'clock is three in the world's time in summer, four in winter.
    assert all(
        moment == datetime.combine(day, time(15 if is_summer(day) else 16), tzinfo=UTC)
        for day, moment in moments.items()
    )
    assert {is_summer(day) for day in moments} == {True, False}


def is_summer(day):
    """Between the last Sunday of March and that of October, of the two years tried here."""
    return not date(2026, 10, 25) <= day < date(2027, 3, 28)
