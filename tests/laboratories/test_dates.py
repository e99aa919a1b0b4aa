"""On which days a cycle meets, and why not on the others."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laboratories.timetable.dates import (
    Calendars,
    Meeting,
    SchoolCalendar,
    Span,
    WeeklyHour,
    plan,
    recoveries,
    school_year_of,
    why_closed,
)

FIVE = WeeklyHour(1, time(17), time(18, 30))
IMMACOLATA = {date(2026, 12, 8): "Immacolata Concezione"}
SCHOOL = {
    "2026/27": SchoolCalendar(
        Span(date(2026, 9, 14), date(2027, 6, 8), ""),
        (Span(date(2026, 12, 23), date(2027, 1, 6), "Vacanze di Natale"),),
    )
}


def days(found):
    return [each.day.isoformat() for each in found]


def test_every_tuesday_but_the_holiday_which_says_why():
    found = plan(date(2026, 12, 1), date(2026, 12, 15), [FIVE], Calendars(holidays=IMMACOLATA))

    assert days(found.meetings) == ["2026-12-01", "2026-12-15"]
    assert [(each.meeting.day, each.reason) for each in found.skipped] == [
        (date(2026, 12, 8), "Immacolata Concezione")
    ]


def test_every_second_week_counts_from_the_week_in_which_it_begins():
    hours = [WeeklyHour(0, time(9), time(10), every_weeks=2), WeeklyHour(4, time(9), time(10), every_weeks=2)]
    found = plan(date(2026, 11, 4), date(2026, 11, 23), hours, Calendars())

    assert days(found.meetings) == ["2026-11-06", "2026-11-16", "2026-11-20"]


def test_two_hours_of_one_day_come_in_order():
    hours = [WeeklyHour(1, time(18), time(19)), WeeklyHour(1, time(9), time(10))]
    found = plan(date(2026, 12, 1), date(2026, 12, 1), hours, Calendars())

    assert [each.start.hour for each in found.meetings] == [9, 18]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 8), "Immacolata Concezione"),
        (date(2027, 3, 21), "festa del patrono, san Benedetto"),
        (date(2026, 12, 29), "Vacanze di Natale"),
        (date(2027, 1, 6), "Vacanze di Natale"),
        (date(2027, 7, 6), "le scuole sono chiuse"),
        (date(2027, 1, 19), "chiuso: neve"),
        (date(2027, 1, 7), ""),
    ],
    ids=str,
)
def test_why_a_day_is_closed(day, reason):
    calendars = Calendars(
        holidays=IMMACOLATA,
        patron=(3, 21, "san Benedetto"),
        closures=[Span(date(2027, 1, 18), date(2027, 1, 20), "neve")],
        schools=SCHOOL,
    )

    assert why_closed(day, calendars) == reason


def test_a_school_year_nobody_has_written_is_told_and_closes_nothing():
    found = plan(date(2027, 8, 31), date(2027, 9, 7), [FIVE], Calendars(schools=SCHOOL))

    assert days(found.meetings) == ["2027-09-07"]
    assert found.missing_years == ("2027/28",)


def test_who_does_not_follow_school_meets_at_christmas_and_misses_no_calendar():
    found = plan(date(2026, 12, 29), date(2026, 12, 29), [FIVE], Calendars(schools=None))

    assert (days(found.meetings), found.missing_years) == (["2026-12-29"], ())


def test_what_is_skipped_is_recovered_on_the_same_weekday_after_the_end():
    calendars = Calendars(holidays=IMMACOLATA)
    last = date(2026, 12, 15)

    assert recoveries(plan(date(2026, 12, 1), last, [FIVE], calendars), last=last, calendars=calendars) == (
        Meeting(date(2026, 12, 22), time(17), time(18, 30)),
    )


def test_where_no_such_weekday_is_free_another_day_is_proposed_and_never_a_sunday():
    calendars = Calendars(
        holidays=IMMACOLATA, closures=[Span(date(2026, 12, 9), date(2026, 12, 12), "ferie")]
    )
    last = date(2026, 12, 8)
    hours = [WeeklyHour(1, time(17), time(18))]
    every_tuesday = Calendars(
        holidays=IMMACOLATA | {last + timedelta(weeks=n): "festa" for n in range(1, 4)},
        closures=calendars.closures,
    )

    assert days(recoveries(plan(last, last, hours, calendars), last=last, calendars=every_tuesday)) == [
        "2026-12-14"
    ]


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025/26"), (date(2026, 9, 1), "2026/27"), (date(2099, 9, 1), "2099/00")],
    ids=str,
)
def test_the_school_year_begins_in_september(day, year):
    assert school_year_of(day) == year


@given(
    first=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    length=st.integers(0, 200),
    weekdays=st.sets(st.integers(0, 6), max_size=3),
    closed=st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=20),
)
def test_each_hour_of_the_week_is_either_held_or_skipped_once(first, length, weekdays, closed):
    last = first + timedelta(days=length)
    calendars = Calendars(holidays=dict.fromkeys(closed, "festa"))
    found = plan(first, last, [WeeklyHour(each, time(9), time(10)) for each in weekdays], calendars)
    every = [first + timedelta(days=number) for number in range(length + 1)]

    held, skipped = ([each.day for each in found.meetings], [each.meeting.day for each in found.skipped])
    assert sorted(held + skipped) == [day for day in every if day.weekday() in weekdays]
    assert not closed.intersection(held)
    found_again = recoveries(found, last=last, calendars=calendars)
    assert not {each.day for each in found_again} & ({*held} | closed)
    assert len({each.day for each in found_again}) == len(found_again)
