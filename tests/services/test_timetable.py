"""What a page says of the hours of a service."""

from datetime import date, timedelta

import pytest

from services.models import OpeningException, Service
from services.timetable import holidays_ahead, timetable_of
from tests import factories

WEDNESDAY, THURSDAY = 3, 4


@pytest.fixture
def service(norcia):
    """Open on Wednesdays from nine to twelve."""
    made = factories.service("Sportello", comune=norcia)
    factories.opening(made, WEDNESDAY, "9:00", "12:00")
    return made


def timetable(service, now):
    fresh = Service.objects.for_sheet().get(pk=service.pk)
    return timetable_of(fresh, now=now, holidays=holidays_ahead(now.date()))


def except_on(service, first, last=None, **fields):
    OpeningException.objects.create(service=service, first_day=first, last_day=last or first, **fields)


def test_open_now_says_until_when(service, now):
    told = timetable(service, now)

    assert told.is_open
    assert told.status == "Aperto ora, fino alle 12:00"


def test_at_closing_time_it_is_closed_and_says_when_it_opens(service, now):
    told = timetable(service, now.replace(hour=12))

    assert not told.is_open
    assert told.status == "Ora è chiuso: apre mercoledì 2 dicembre alle 09:00"


def test_later_today_and_tomorrow_have_their_words(service, now):
    factories.opening(service, THURSDAY, "9:00", "10:00")

    assert "apre oggi" in timetable(service, now.replace(hour=8)).status
    assert "apre domani" in timetable(service, now.replace(hour=13)).status


def test_the_patrons_day_closes_the_office_of_that_town_only(service, spoleto, now):
    service.place.comune.patron_month, service.place.comune.patron_day = 11, 25
    service.place.comune.save()
    elsewhere = factories.service(comune=spoleto)
    factories.opening(elsewhere, WEDNESDAY, "9:00", "12:00")

    assert not timetable(service, now).is_open
    assert timetable(elsewhere, now).is_open


def test_a_holiday_closes_only_those_that_close_on_holidays(service, now):
    christmas_time = now.replace(month=12, day=25)
    factories.opening(service, christmas_time.isoweekday(), "9:00", "12:00")

    closed = timetable(service, christmas_time)
    Service.objects.update(closes_on_holidays=False)
    opened = timetable(service, christmas_time)

    assert not closed.is_open
    assert ("chiuso", "Natale") in {(day.what, day.reason) for day in closed.special_days}
    assert opened.is_open


def test_days_alike_in_a_row_are_told_once(service, now):
    tomorrow = now.date() + timedelta(days=1)
    except_on(service, tomorrow, tomorrow + timedelta(days=6), reason="ferie")

    (told,) = timetable(service, now).special_days

    assert told.when == "da giovedì 26 novembre a mercoledì 2 dicembre"
    assert (told.what, told.reason) == ("chiuso", "ferie")


def test_an_extraordinary_opening_is_told_with_its_hours(service, now):
    except_on(service, date(2026, 11, 29), opens="15:00", closes="17:30", reason="mercato")

    (told,) = timetable(service, now).special_days

    assert told.what == "aperto 15:00–17:30"


def test_a_suspended_service_is_never_open(service, now):
    Service.objects.update(closed_from=now.date(), closure_reason="lavori")

    assert not timetable(service, now).is_open


def test_hours_only_by_appointment_are_said_as_such(norcia, now):
    service = factories.service(comune=norcia)
    factories.opening(service, WEDNESDAY, "9:00", "12:00", by_appointment=True)

    told = timetable(service, now)

    assert not told.is_open
    assert told.status == "Solo su appuntamento"
    assert told.week[2].openings == ["09:00–12:00 (su appuntamento)"]


def test_the_week_names_every_day_and_marks_today(service, now):
    week = timetable(service, now).week

    assert [row.name for row in week][::6] == ["Lunedì", "Domenica"]
    assert [row.name for row in week if row.is_today] == ["Mercoledì"]
    assert [row.openings for row in week if row.openings] == [["09:00–12:00"]]


def test_weeks_of_the_month_and_seasons_are_in_words(norcia, now):
    service = factories.service(comune=norcia)
    factories.opening(service, WEDNESDAY, "9:00", "12:00", weeks_of_month=[1, 3])
    factories.opening(service, WEDNESDAY, "15:00", "16:00", valid_from=date(2027, 6, 1))
    factories.opening(service, WEDNESDAY, "17:00", "18:00", valid_to=date(2026, 1, 1))

    assert timetable(service, now).week[2].openings == [
        "09:00–12:00 (solo il 1° e 3° del mese)",
        "15:00–16:00 (dal 1° giugno 2027)",
    ]


def test_without_hours_nothing_is_claimed(norcia, now):
    told = timetable(factories.service(comune=norcia), now)

    assert not told.is_known
    assert (told.status, told.week) == ("", [])
