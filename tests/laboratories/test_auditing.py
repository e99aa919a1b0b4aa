"""The questions of the night find what was written past the portal, and nothing else."""

from datetime import date, time, timedelta

import pytest

from laboratories import attention, auditing
from networking.models import Fact
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", lives_in=norcia)


def test_what_keeps_the_rules_is_not_found(norcia, mother, now):
    sara = factories.child_of(mother, birth_date=date(2017, 5, 1))
    party = activities.party(mother.person, entered_by=mother)
    cycle = activities.cycle(norcia, activity=activities.activity(min_age=6, max_age=10, yearly_limit=1))
    activities.booking(cycle, sara, party=party, booked_at=now)

    assert auditing.against_the_rules(now=now) == {}


@pytest.mark.parametrize("born", [date(2020, 12, 3), date(2015, 12, 2)])
def test_who_is_too_young_or_too_old_is_found(norcia, now, born):
    cycle = activities.cycle(norcia, activity=activities.activity(min_age=6, max_age=10))
    booking = activities.booking(cycle, factories.human(birth_date=born), booked_at=now)

    assert auditing.against_the_rules(now=now) == {"age": [booking.pk]}


def test_who_booked_before_it_opened_is_found(norcia, now):
    cycle = activities.cycle(norcia, enrol_opens_at=now)
    booking = activities.booking(cycle, booked_at=now - timedelta(minutes=1))

    assert auditing.against_the_rules(now=now) == {"window": [booking.pk]}


def test_who_had_no_right_to_book_is_found(norcia, mother, now):
    party = activities.party(mother.person, entered_by=mother)
    booking = activities.booking(activities.cycle(norcia), party=party, booked_at=now)

    assert auditing.against_the_rules(now=now) == {"rights": [booking.pk]}


def test_who_is_over_the_limit_of_the_year_is_found_and_written_down(norcia, now):
    activity, person = activities.activity(yearly_limit=1), factories.human()
    activities.booking(activities.cycle(norcia, activity=activity), person, booked_at=now)
    other = activities.cycle(norcia, activity=activity, local_start=time(9), local_end=time(10))
    second = activities.booking(other, person, booked_at=now + timedelta(minutes=1))

    assert auditing.audit(now=now) == 1
    assert Fact.objects.get().about == str(second.pk)


def test_who_keeps_the_portal_sees_what_the_night_found(norcia, administrator, operator_of_zone_6, now):
    cycle = activities.cycle(norcia, activity=activities.activity(max_age=10))
    activities.booking(cycle, factories.human(birth_date=date(1980, 1, 1)), booked_at=now)
    auditing.audit(now=now)

    assert attention.bookings_against_rules(administrator, now=now).count == 1
    assert attention.bookings_against_rules(administrator, now=now + timedelta(days=2)) is None
    assert attention.bookings_against_rules(operator_of_zone_6, now=now) is None
