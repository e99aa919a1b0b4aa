"""The queue at one instant: two who offer, an answer and the end of its time."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from laboratories.models import Booking
from laboratories.models.bookings import PartyQuerySet
from laboratories.queue import promoting, waiting
from tests import activities
from tests.concurrency.racing import together
from tests.laboratories.queues import in_queue, states

pytestmark = pytest.mark.django_db(transaction=True)
State = Booking.State
PATIENCE = 10


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    """These tests offer by hand."""
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", lambda _pool: None)


@pytest.fixture
def cycle(norcia):
    """One free place, tomorrow: in a hurry, when one may pass by another."""
    return activities.cycle(norcia, places=1, first_day=timezone.localdate() + timedelta(days=2))


def offer_twice(cycle, now):
    pool = activities.pool(cycle).pk
    return together(*[lambda: promoting.promote(pool, now=now)] * 2)


def day_time():
    """A moment of today at which there is time to answer."""
    return timezone.localtime().replace(hour=10, minute=0)


def test_two_who_offer_never_offer_the_same_place(cycle):
    parties = [in_queue(cycle) for _each in range(4)]

    given = offer_twice(cycle, day_time())

    assert sorted(given) == [0, 1]
    assert states(*parties) == [State.OFFERED, *[State.WAITING] * 3]


def test_without_holding_the_places_they_would_try(cycle, monkeypatch):
    both_have_read = threading.Barrier(2)

    def read_only(wanted):
        seats = wanted.first()
        both_have_read.wait(PATIENCE)
        return seats

    monkeypatch.setattr(promoting, "_hold", read_only)
    for _each in range(4):
        in_queue(cycle)

    given = offer_twice(cycle, day_time())

    assert any(isinstance(each, IntegrityError) for each in given)


def answer_while_it_ends(party, end, monkeypatch):
    """An answer in the last instant; the end of its time comes while it is being written. What each says it did."""
    read, ended, hold = threading.Event(), threading.Event(), waiting._hold_offer

    def hold_and_dawdle(*args):
        held = hold(*args)
        read.set()
        # Who ends offers passes by the one that is being answered, and does not wait for it.
        assert ended.wait(PATIENCE)
        return held

    def answer():
        return len(waiting.accept(party.pk, by=None, now=end - timedelta(microseconds=1)))

    def time_is_over():
        read.wait(PATIENCE)
        try:
            return waiting.expire(now=end)
        finally:
            ended.set()

    monkeypatch.setattr(waiting, "_hold_offer", hold_and_dawdle)
    return together(answer, time_is_over)


def test_an_answer_in_the_last_instant_and_the_end_of_the_time_do_not_both_win(cycle, monkeypatch):
    party, now = in_queue(cycle), day_time()
    promoting.promote(activities.pool(cycle).pk, now=now)
    end = activities.bookings().get().offer_expires_at

    assert answer_while_it_ends(party, end, monkeypatch) == [1, 0]
    assert states(party) == [State.CONFIRMED]


def test_without_holding_the_party_both_would_try(cycle, monkeypatch):
    party, now = in_queue(cycle), day_time()
    promoting.promote(activities.pool(cycle).pk, now=now)
    end = activities.bookings().get().offer_expires_at
    monkeypatch.setattr(PartyQuerySet, "select_for_update", lambda self, **_how: self)

    answered, ended = answer_while_it_ends(party, end, monkeypatch)

    # Both believed they had won; the last word is the table's (an_ended_booking_says_when).
    assert (type(answered), ended) == (IntegrityError, 1)
