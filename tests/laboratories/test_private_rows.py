"""Whose rows are whose: for every private table of activities, who sees a row of a child and who does not."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from laboratories.models import (
    Booking,
    Certificate,
    Cycle,
    Party,
    Presence,
    PresenceMark,
    QueueStep,
    Schooling,
    Session,
)
from networking.models import RoleKind
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db
MOMENT = factories.LONG_AGO
TABLES = (Booking, Party, QueueStep, Presence, PresenceMark, Certificate, Schooling)
# What a class is, who leads a meeting has no need to know.
NOT_OF_WHO_LEADS = (Schooling,)


@pytest.fixture
def mother():
    return factories.person("madre@example.org", RoleKind.GUARDIAN)


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def cycle(norcia, mother, leader):
    """With one row of every table, all of one child of Norcia."""
    child, cycle = factories.child_of(mother, comune=norcia), activities.cycle(norcia)
    booking = activities.booking(cycle, child)
    activities.leads(leader.person, cycle.sessions.get())
    QueueStep.objects.create(party=booking.party, pool=booking.pool, kind="offered", at=MOMENT, needed=1)
    presence = activities.presences().get()
    PresenceMark.objects.create(presence=presence, mark="present", made_at=MOMENT, received_at=MOMENT)
    days = {"first_day": date(2026, 12, 2), "last_day": date(2026, 12, 2), "issued_at": MOMENT}
    Certificate.objects.create(
        number="A" * 16, person=child, cycle=cycle, title="Prova", minutes=60, minutes_held=90, **days
    )
    activities.schooling(child)
    return cycle


def seen_by(user):
    return {table for table in TABLES if table.objects.visible_to(user).exists()}


def test_strangers_see_nothing_of_it(cycle, citizen, operator_of_zone_8, foligno):
    elsewhere = registers.educator("altrove@example.org")
    activities.leads(elsewhere.person, activities.cycle(foligno).sessions.get())

    for stranger in (AnonymousUser(), citizen, operator_of_zone_8, elsewhere):
        assert seen_by(stranger) == set()
        assert cycle not in Cycle.objects.run_by(stranger)
        assert cycle.sessions.get() not in Session.objects.run_by(stranger)


def test_the_family_and_the_desk_of_the_place_see_all_of_it(cycle, mother, operator_of_zone_6):
    assert seen_by(mother) == set(TABLES)
    assert seen_by(operator_of_zone_6) == set(TABLES)


def test_who_leads_sees_what_the_register_needs(cycle, leader):
    assert seen_by(leader) == set(TABLES) - set(NOT_OF_WHO_LEADS)
    assert list(Cycle.objects.run_by(leader)) == [cycle]


def test_of_the_family_are_the_familys_alone(cycle, mother, leader, citizen, operator_of_zone_6):
    for table in (Booking, Certificate):
        assert table.objects.of_family(mother).count() == 1
        for other in (leader, citizen, operator_of_zone_6):
            assert not table.objects.of_family(other).exists()
