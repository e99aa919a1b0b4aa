"""The queue at one instant: two who offer, an answer and the end of its time, a cancelling while places are offered."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from laboratories import cancelling, promoting, waiting
from laboratories.models import Booking, QueueStep
from laboratories.models.bookings import PartyQuerySet
from tests import activities
from tests.laboratories.queues import in_queue, states

pytestmark = pytest.mark.django_db(transaction=True)
State = Booking.State
PATIENCE = 10


def at_once(*deeds):
    """Do every one of `deeds` in a thread of its own, all starting together; what each gave, or its error."""
    barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(number, deed):
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            results[number] = deed()
        except Exception as error:  # noqa: BLE001
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


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
    return at_once(*[lambda: promoting.promote(pool, now=now)] * 2)


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
        ended.wait(PATIENCE)
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
    return at_once(answer, time_is_over)


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


def test_who_is_cancelling_is_offered_nothing_and_waited_for_by_nobody(cycle, administrator, monkeypatch):
    leaving, next_one = in_queue(cycle), in_queue(cycle)
    booking, now = activities.bookings().get(party=leaving), day_time()
    held, offered, write_down = threading.Event(), threading.Event(), promoting._write_down

    def say_slowly(*_args, **_how):
        held.set()
        offered.wait(PATIENCE)

    def write(look, steps):
        # The last thing that an offering does, when the places are offered and free of locks.
        if any(step.kind == QueueStep.Kind.IN_HAND for step in steps):
            offered.set()
        write_down(look, steps)

    def offer():
        held.wait(PATIENCE)
        return promoting.promote(activities.pool(cycle).pk, now=now)

    monkeypatch.setattr(cancelling, "tell_of_cancelling", say_slowly)
    monkeypatch.setattr(promoting, "_write_down", write)
    given = at_once(lambda: len(cancelling.cancel_for_family([booking.pk], by=administrator, now=now)), offer)

    assert given == [1, 1]
    assert states(leaving, next_one) == [State.CANCELLED_BY_STAFF, State.OFFERED]
