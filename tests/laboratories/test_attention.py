"""What of the activities waits on the first page of `/gestione/`, and who is told of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories import attention
from laboratories.models import Session
from laboratories.registers import roll, staffing
from networking.models import RoleKind, SchoolYear
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
SOON, LONG_PAST = TODAY + timedelta(days=3), TODAY - timedelta(days=5)


@pytest.fixture
def operator(norcia):
    return factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, zone=norcia.zone)


def count(block, user):
    waiting = block(user, now=NOW)
    return waiting.count if waiting else 0


def test_a_session_that_lacks_an_adult_waits_for_its_desk(operator, norcia, cascia, foligno):
    registers.session(cascia, first_day=SOON)
    registers.session(foligno, first_day=SOON)

    assert count(attention.sessions_without_staff, operator) == 1


def test_with_both_adults_nothing_waits(operator, norcia):
    registers.session(norcia, first_day=SOON, by=registers.educator())

    assert count(attention.sessions_without_staff, operator) == 0


def test_a_check_that_has_expired_by_then_is_no_check(operator, norcia):
    leader = registers.educator(cleared=False)
    registers.clear(leader.person, expires_on=SOON)
    registers.session(norcia, first_day=SOON, by=leader)

    assert count(attention.sessions_without_staff, operator) == 1


def test_many_at_once_as_one_by_one(norcia, cascia, operator):
    educator = registers.educator()
    registers.session(norcia, first_day=SOON, by=educator)
    registers.session(cascia, first_day=SOON + timedelta(days=1))
    adults = activities.cycle(norcia, first_day=SOON + timedelta(days=2))
    activities.booking(adults, factories.human(birth_date=registers.CHILD))
    rows = list(Session.objects.select_related("cycle__activity__policy"))

    assert staffing.short_of(rows) == {each.pk for each in rows if staffing.missing_for(each)}
    assert len(staffing.short_of(rows)) == 2


def test_a_register_that_nobody_closed_waits(operator, norcia):
    session = registers.session(norcia, first_day=LONG_PAST)

    assert count(attention.registers_to_finish, operator) == 1
    assert roll.sessions_of(operator, now=NOW)["before"] == [session]


def test_who_neither_plans_nor_leads_is_told_nothing(norcia, django_assert_num_queries):
    citizen = factories.person("mamma@example.org", RoleKind.CITIZEN)
    registers.session(norcia, first_day=LONG_PAST)
    assert citizen.held_roles

    with django_assert_num_queries(0):
        assert count(attention.registers_to_finish, citizen) == 0


def test_a_school_year_that_a_cycle_follows_and_nobody_wrote(norcia, operator):
    administrator = factories.person("regia@example.org", RoleKind.ADMINISTRATOR, everywhere=True)
    activities.cycle(norcia, first_day=SOON, follows_school=True)
    assert count(attention.school_years_missing, administrator) == 1
    assert count(attention.school_years_missing, operator) == 0

    first = SOON.year if SOON.month >= 9 else SOON.year - 1
    name = f"{first}/{(first + 1) % 100:02d}"
    SchoolYear.objects.create(
        name=name, first_day=SOON - timedelta(days=9), last_day=SOON + timedelta(days=90)
    )
    assert count(attention.school_years_missing, administrator) == 0
