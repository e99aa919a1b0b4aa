"""On the family's page, the dates that are not held: nobody stands before a closed door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Session
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(db):
    return factories.person("madre@example.org", "guardian")


@pytest.fixture
def session(norcia, mother):
    """A meeting of tomorrow that her child had, called off for snow."""
    cycle = activities.cycle(norcia, first_day=timezone.localdate() + timedelta(days=1))
    activities.booking(cycle, factories.child_of(mother, "Sara Rossi"))
    Session.objects.update(cancelled_at=timezone.now(), cancelled_because="Strada chiusa per neve")
    return cycle.sessions.get()


def page_of(user):
    return factories.signed_in(user).get("/famiglia/").content.decode()


def test_what_is_called_off_is_said_with_its_reason(mother, session):
    page = page_of(mother)

    assert "Non si tengono" in page
    assert "Strada chiusa per neve" in page


def test_held_again_it_is_among_the_next_dates(mother, session):
    Session.objects.update(cancelled_at=None)

    page = page_of(mother)

    assert "Non si tengono" not in page
    assert str(session.cycle.activity) in page


@pytest.mark.parametrize("state", ["cancelled_family", "waiting"])
def test_who_has_no_place_there_reads_nothing(norcia, session, state):
    father = factories.person("padre@example.org", "guardian")
    activities.booking(session, factories.child_of(father, "Leo Bianchi"), state=state)

    assert "Non si tengono" not in page_of(father)


def test_never_what_somebody_elses_child_had(session):
    assert "Non si tengono" not in page_of(factories.person("altra@example.org", "guardian"))
