"""What is planned while somebody else changes it: hours and places of a session are those that hold in the end."""

from contextlib import suppress
from datetime import date
from threading import Event

import pytest
from django.db import OperationalError, transaction

from laboratories.models import Cycle, Session, SessionStaff
from networking.models import Comune
from tests import activities, factories
from tests.concurrency.racing import meanwhile, until_somebody_waits, without_words

pytestmark = pytest.mark.django_db(transaction=True)
TODAY, TOMORROW = date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


def given_while_it_is_moved(norcia):
    """A tutor is given to a session that somebody is moving to the day after. The day on which they lead."""
    session, tutor = activities.cycle(norcia, first_day=TODAY).sessions.get(), factories.human()
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(local_date=TOMORROW)
        given = meanwhile(lambda: activities.leads(tutor, session))
        until_somebody_waits(lambda: SessionStaff.objects.filter(person=tutor).exists())
    given()
    return SessionStaff.objects.get(person=tutor).during.lower.date()


def test_a_tutor_given_to_a_session_that_is_being_moved_leads_it_at_the_new_hour(norcia):
    assert given_while_it_is_moved(norcia) == TOMORROW


def test_without_waiting_for_it_the_tutor_would_be_there_on_the_wrong_day(norcia):
    without_words("laboratories_staff_hours", " FOR SHARE")

    assert given_while_it_is_moved(norcia) == TODAY


def given_crosswise(norcia):
    """One tutor is given by two operators to two sessions of the same days, in the opposite order. What each met."""
    tutor, began = factories.human(), Event()
    one, two = (activities.cycle(norcia, sessions=0) for _each in range(2))
    for cycle in (one, two):
        for day in (TODAY, TOMORROW):
            activities.session(cycle, local_date=day)

    @transaction.atomic
    def give(cycle, *days):
        for day in days:
            activities.leads(tutor, cycle.sessions.get(local_date=day))
            began.set()

    with suppress(OperationalError), transaction.atomic():
        activities.leads(tutor, one.sessions.get(local_date=TODAY))
        other = meanwhile(lambda: give(two, TOMORROW, TODAY))
        until_somebody_waits(began.is_set)
        activities.leads(tutor, one.sessions.get(local_date=TOMORROW))
    return str(other()), SessionStaff.objects.filter(session__cycle=one).count()


def test_who_gives_a_tutor_to_several_sessions_is_waited_for_and_never_in_a_circle(norcia):
    other, given = given_crosswise(norcia)

    assert given == 2
    assert "staff_never_in_two_places" in other


def test_without_holding_the_tutor_they_would_wait_in_a_circle(norcia):
    without_words("laboratories_staff_hours", " FOR NO KEY UPDATE")

    other, given = given_crosswise(norcia)

    assert "deadlock" in other or given == 0


def added_while_places_change(norcia):
    """A session booked by itself is added while its cycle gets more places. How many it has."""
    cycle = activities.cycle(norcia, unit="session", sessions=0, places=5)
    with transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(places=9)
        added = meanwhile(lambda: activities.session(cycle))
        until_somebody_waits(cycle.sessions.exists)
    return activities.seats(added()).capacity


def test_a_session_added_while_places_change_has_as_many_as_the_others(norcia):
    assert added_while_places_change(norcia) == 9


def test_without_waiting_for_its_cycle_it_would_have_those_of_before(norcia):
    without_words("laboratories_session_pool", " FOR SHARE")

    assert added_while_places_change(norcia) == 5
