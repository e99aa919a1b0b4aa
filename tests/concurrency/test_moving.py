"""A session that is moved while somebody books it: who has the place is expected at the new hour, never in two."""

from contextlib import contextmanager
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from laboratories import booking, placing
from laboratories.models import Session
from laboratories.rules import Refusal
from networking.models import Comune
from tests import activities, factories
from tests.concurrency.racing import meanwhile, until_somebody_waits, without_words

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
ANOTHER_DAY = date(2026, 12, 9)
# How a booking waits for a session that is being moved.
WAITS = """
      ORDER BY s.id FOR SHARE"""


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", "guardian")


@pytest.fixture
def sara(mother):
    return factories.child_of(mother, "Sara Vagni")


@pytest.fixture
def cycle(norcia):
    return activities.cycle(norcia)


def move(cycle):
    Session.objects.filter(cycle=cycle).update(local_date=ANOTHER_DAY)


def asking(cycle, by, child):
    return lambda: booking.book(cycle=cycle, people=[child.pk], by=by, key=uuid4().hex, now=NOW)


def days_of(person):
    """The days on which `person` is expected."""
    rows = activities.presences().expected().filter(person=person)
    return [row.during.lower.date() for row in rows]


@contextmanager
def being_moved(cycle):
    """The session is moved, and who does it has not finished."""
    with transaction.atomic():
        move(cycle)
        yield


def booked_while_it_is_moved(cycle, mother, sara):
    """Somebody books when the session has been moved and nobody has read so yet."""
    with being_moved(cycle):
        booked = meanwhile(asking(cycle, mother, sara))
        until_somebody_waits(lambda: activities.bookings().exists())
    return booked()


def test_who_books_a_session_that_is_being_moved_is_expected_at_the_new_hour(cycle, mother, sara):
    assert isinstance(booked_while_it_is_moved(cycle, mother, sara), booking.Outcome)

    assert days_of(sara) == [ANOTHER_DAY]


def test_without_waiting_for_it_they_would_be_expected_when_nobody_is_there(cycle, mother, sara):
    without_words("laboratories_expect", WAITS)

    booked_while_it_is_moved(cycle, mother, sara)

    assert days_of(sara) != [ANOTHER_DAY]


def test_who_moves_a_session_that_is_being_booked_takes_them_along(cycle, mother, sara, monkeypatch):
    write, moved = placing._write, []

    def write_and_dawdle(*args):
        write(*args)
        moved.append(meanwhile(lambda: move(cycle)))
        until_somebody_waits()

    monkeypatch.setattr(placing, "_write", write_and_dawdle)
    asking(cycle, mother, sara)()
    assert moved[0]() is None

    assert days_of(sara) == [ANOTHER_DAY]


def test_nobody_is_in_two_places_because_a_session_was_moved_meanwhile(cycle, norcia, mother, sara):
    activities.booking(activities.cycle(norcia, first_day=ANOTHER_DAY), sara)

    found = booked_while_it_is_moved(cycle, mother, sara)

    assert found.refusals[0].reason == Refusal.ELSEWHERE
    assert days_of(sara) == [ANOTHER_DAY]


def test_who_is_elsewhere_at_the_new_hour_is_said_to_be(cycle, norcia, mother, sara):
    activities.booking(cycle, sara)
    other = activities.cycle(norcia, first_day=ANOTHER_DAY)
    with being_moved(cycle):
        booked = meanwhile(asking(other, mother, sara))
        until_somebody_waits(lambda: activities.bookings().filter(pool__cycle=other).exists())

    assert isinstance(booked(), booking.BookingRefusedError)
    assert days_of(sara) == [ANOTHER_DAY]
