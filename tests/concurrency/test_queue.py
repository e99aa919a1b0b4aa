"""The queue while others press: nobody takes the place that just came free from who waited for it."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError
from django.utils import timezone

from laboratories import booking, cancelling, placing
from laboratories.models import Booking, Cycle, QueueStep
from laboratories.models.bookings import PartyQuerySet
from laboratories.queue import promoting
from networking.models import Comune
from tests import activities, factories
from tests.concurrency.racing import (
    elsewhere,
    meanwhile,
    together,
    until_somebody_waits,
    without_constraint,
    without_words,
)
from tests.laboratories.queues import in_queue, states

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
RACES = 5
BEHIND_THE_QUEUE = (
    " AND (r.d = 0 OR waiting = 0 OR current_setting('laboratories.over_the_queue', true) = 'on')"
)
State = Booking.State


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch):
    """These tests offer by hand."""
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", lambda _pool: None)


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


def asking(cycle, **options):
    """A family that is about to ask for a place."""
    user = factories.person(f"{uuid4()}@example.org", "guardian")
    child = factories.child_of(user)
    return lambda: booking.book(cycle=cycle, people=[child.pk], by=user, key=uuid4().hex, now=NOW, **options)


def leaving(cycle, by):
    """A family with the last place that is about to give it back."""
    held = activities.booking(cycle)
    return lambda: cancelling.cancel_for_family([held.pk], by=by, now=NOW)


def after_looking(monkeypatch, work):
    """Right after the first who asks has looked at the free places, `work` happens and is done."""
    look, works = placing._share_out, [work]

    def look_and_dawdle(*args, **options):
        look(*args, **options)
        if works:
            elsewhere(works.pop())

    monkeypatch.setattr(placing, "_share_out", look_and_dawdle)


def test_who_asks_when_a_place_comes_free_waits_behind_who_waited(norcia, administrator):
    for _race in range(RACES):
        cycle = activities.cycle(norcia, places=1)
        leave = leaving(cycle, administrator)
        first = in_queue(cycle)

        together(leave, asking(cycle))

        assert states(first) == [State.WAITING]
        assert not activities.bookings().filter(pool__cycle=cycle, state=State.CONFIRMED).exists()


def a_queue_begins_and_a_place_comes_free(cycle, by):
    leave = leaving(cycle, by)
    in_queue(cycle)
    leave()


def ask_while_a_queue_begins(norcia, by, monkeypatch):
    """Somebody saw a free place; before they take it, it was taken, a queue began behind, and it came free again."""
    cycle = activities.cycle(norcia, places=1)
    after_looking(monkeypatch, lambda: a_queue_begins_and_a_place_comes_free(cycle, by))
    asking(cycle)()
    return list(activities.bookings().order_by("ticket").values_list("state", flat=True))


def test_a_place_seen_free_is_not_taken_from_who_waits_meanwhile(norcia, administrator, monkeypatch):
    found = ask_while_a_queue_begins(norcia, administrator, monkeypatch)

    assert found == [State.CANCELLED_BY_STAFF, State.WAITING, State.WAITING]


def test_without_the_promise_of_the_queue_they_would_jump_it(norcia, administrator, monkeypatch):
    without_words("laboratories_count_seats", BEHIND_THE_QUEUE)

    found = ask_while_a_queue_begins(norcia, administrator, monkeypatch)

    assert found == [State.CANCELLED_BY_STAFF, State.WAITING, State.CONFIRMED]


def test_who_wants_a_place_or_nothing_and_is_late_by_an_instant_gets_nothing(norcia, monkeypatch):
    cycle = activities.cycle(norcia, places=1)
    after_looking(monkeypatch, lambda: activities.booking(cycle))

    with pytest.raises(booking.FullError):
        asking(cycle, only_places=True)()
    assert activities.bookings().count() == 1


def ask_while_places_are_lowered(norcia, monkeypatch):
    cycle = activities.cycle(norcia, places=2)
    activities.booking(cycle)
    after_looking(monkeypatch, lambda: Cycle.objects.filter(pk=cycle.pk).update(places=1))
    asking(cycle)()
    return activities.seats(cycle)


def test_a_place_seen_free_and_taken_away_meanwhile_is_nobodys(norcia, monkeypatch):
    seats = ask_while_places_are_lowered(norcia, monkeypatch)

    assert (seats.capacity, seats.taken, seats.waiting) == (1, 1, 1)


def test_without_the_promise_of_places_there_would_be_one_too_many(norcia, monkeypatch):
    without_constraint("laboratories_seatpool", "pool_never_overbooked")

    seats = ask_while_places_are_lowered(norcia, monkeypatch)

    assert (seats.capacity, seats.taken) == (1, 2)


def cancel_while_offering(norcia, by, monkeypatch, *, days=2):
    """The first of a queue is leaving it, holding its party, when places are offered so many `days` before. What each
    met."""
    cycle = activities.cycle(norcia, places=1, first_day=timezone.localdate() + timedelta(days=days))
    now = timezone.localtime().replace(hour=10, minute=0)
    leaves, _next = in_queue(cycle), in_queue(cycle)
    held = activities.bookings().get(party=leaves)
    pool, offered = activities.pool(cycle).pk, []

    def is_over():
        return QueueStep.objects.for_everyone(reason="prova").exists()

    def say_slowly(*_args, **_how):
        offered.append(meanwhile(lambda: promoting.promote(pool, now=now)))
        until_somebody_waits(is_over)

    monkeypatch.setattr(cancelling, "tell_of_cancelling", say_slowly)
    [left] = together(lambda: len(cancelling.cancel_for_family([held.pk], by=by, now=now)))
    return left, offered[0]()


def test_who_is_leaving_a_queue_is_passed_by(norcia, administrator, monkeypatch):
    assert cancel_while_offering(norcia, administrator, monkeypatch) == (1, 1)


def test_while_there_is_time_nobody_goes_before_who_is_leaving(norcia, administrator, monkeypatch):
    assert cancel_while_offering(norcia, administrator, monkeypatch, days=20) == (1, 0)


def test_without_passing_them_by_they_would_wait_in_a_circle(norcia, administrator, monkeypatch):
    hold = PartyQuerySet.select_for_update
    monkeypatch.setattr(
        PartyQuerySet, "select_for_update", lambda rows, **how: hold(rows, **{**how, "skip_locked": False})
    )

    found = cancel_while_offering(norcia, administrator, monkeypatch)

    assert any(isinstance(each, DatabaseError) and "deadlock" in str(each) for each in found)
