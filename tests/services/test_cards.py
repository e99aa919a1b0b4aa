"""One line of a list: what it says of hours, place and checks agrees with the sheet."""

from datetime import date

import pytest

from networking.models import Comune, Holiday
from services.cards import cards_of, distance_in_words
from services.models import OpeningException, Place, Service
from services.timetable import holidays_ahead, timetable_of
from tests import factories

WEDNESDAY, THURSDAY = 3, 4


@pytest.fixture
def service(norcia):
    """Open on Wednesdays from nine to twelve."""
    made = factories.service("Sportello", comune=norcia, targets=["anziani", "famiglie"])
    factories.opening(made, WEDNESDAY, "9:00", "12:00")
    return made


def card(now):
    (made,) = cards_of(list(Service.objects.published().for_card()), now=now)
    return made


def holiday(service, now):
    Holiday.objects.create(date=now.date(), name="Festa")


def patron(service, now):
    Comune.objects.filter(slug="norcia").update(patron_month=now.month, patron_day=now.day)


def closing_day(service, now):
    OpeningException.objects.create(service=service, first_day=now.date(), last_day=now.date())


def other_hours(service, now):
    OpeningException.objects.create(
        service=service, first_day=now.date(), last_day=now.date(), opens="15:00", closes="16:00"
    )


def old_season(service, now):
    service.opening_rules.update(valid_to=date(2026, 1, 1))


def fourth_week_only(service, now):
    service.opening_rules.update(weeks_of_month=[4])


def first_week_only(service, now):
    service.opening_rules.update(weeks_of_month=[1])


def by_appointment(service, now):
    service.opening_rules.update(by_appointment=True)


def suspended(service, now):
    Service.objects.update(closed_from=now.date(), closure_reason="lavori")


def nothing_special(service, now):
    pass


@pytest.mark.parametrize("hour", [8, 10, 12, 15])
@pytest.mark.parametrize(
    "happens",
    [
        nothing_special,
        holiday,
        patron,
        closing_day,
        other_hours,
        old_season,
        fourth_week_only,
        first_week_only,
        by_appointment,
        suspended,
    ],
)
def test_a_line_and_its_sheet_say_the_same_of_now(service, now, hour, happens):
    now = now.replace(hour=hour)
    happens(service, now)
    sheet = Service.objects.for_sheet().get()

    told = timetable_of(sheet, now=now, holidays=holidays_ahead(now.date()))

    assert card(now).is_open == told.is_open
    if told.is_open:
        assert card(now).status == told.status


def test_a_line_says_until_when_or_from_when_today(service, now):
    assert card(now).status == "Aperto ora, fino alle 12:00"
    assert card(now.replace(hour=8)).status == "Oggi apre alle 09:00"
    assert card(now.replace(hour=13)).status == ""


def test_a_line_says_for_whom_and_where(service, now):
    Place.objects.update(locality="Frazione Savelli")

    assert card(now).for_whom == "Persone anziane, Famiglie"
    assert card(now).where == "Norcia, Frazione Savelli"


def test_of_a_protected_place_only_the_comune(service, now):
    Place.objects.update(locality="Frazione Savelli", is_protected=True)

    assert card(now).where == "Norcia"


def test_what_comes_home_says_so(db, now):
    factories.service(access_modes=["home_visit"])

    assert card(now).where == "A casa tua"


def test_only_what_somebody_checked_is_verified(service, administrator, now):
    assert card(now).verified == ""
    factories.verification(service, administrator, now)

    assert card(now).verified == "Verificato il 25 novembre 2026"


@pytest.mark.parametrize(
    ("kilometres", "words"),
    [
        (None, ""),
        (0, ""),
        (0.99, ""),
        (1.4, "a circa 1 km"),
        (12.6, "a circa 13 km"),
    ],
)
def test_distances_are_said_in_words(kilometres, words):
    assert distance_in_words(kilometres) == words
