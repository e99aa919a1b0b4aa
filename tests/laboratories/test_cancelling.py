"""Giving places back: by whom, until when."""

from datetime import timedelta

import pytest

from laboratories import cancelling
from networking.models import Notice
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", full_name="Maria Rossi", lives_in=norcia)


@pytest.fixture
def sara(mother, norcia):
    return factories.child_of(mother, "Sara Rossi", comune=norcia)


def give_back(*bookings, by, now):
    return cancelling.cancel([each.pk for each in bookings], by=by, now=now)


def state_of(booking):
    return activities.bookings().get(pk=booking.pk).state


def test_a_family_gives_its_place_back_in_time(norcia, mother, sara, now):
    cycle = activities.cycle(norcia, sessions=2)
    booking = activities.booking(cycle, sara, party=activities.party(mother.person))

    give_back(booking, by=mother, now=now)

    assert (state_of(booking), activities.seats(cycle).taken) == ("cancelled_family", 0)
    assert not activities.presences().expected().exists()
    told = Notice.objects.for_everyone(reason="prova").get()
    assert (told.kind, told.person) == ("laboratories.booking_cancelled", mother.person)


def test_until_the_hour_that_the_cycle_says(norcia, mother, sara):
    cycle = activities.cycle(norcia, cancel_before=timedelta(hours=48))
    booking = activities.booking(cycle, sara)
    last = cycle.sessions.get().starts_at - timedelta(hours=48)

    with pytest.raises(cancelling.CancellingRefusedError, match="il 30 novembre alle 17:00"):
        give_back(booking, by=mother, now=last + timedelta(seconds=1))
    assert give_back(booking, by=mother, now=last)


def test_a_cycle_that_has_begun_is_left_from_the_next_session_on(norcia, mother, sara):
    cycle = activities.cycle(norcia, sessions=3)
    booking = activities.booking(cycle, sara)
    first = cycle.sessions.first()

    give_back(booking, by=mother, now=first.ends_at)

    assert list(activities.presences().expected().values_list("session", flat=True)) == [first.pk]


def test_who_waits_may_go_until_the_last_minute(norcia, mother, sara):
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle, sara, state="waiting")

    give_back(booking, by=mother, now=cycle.sessions.get().starts_at - timedelta(minutes=1))

    assert activities.seats(cycle).waiting == 0


def test_twice_is_once(norcia, mother, sara, now):
    booking = activities.booking(activities.cycle(norcia), sara)
    give_back(booking, by=mother, now=now)

    assert give_back(booking, by=mother, now=now + timedelta(minutes=1)) == []
    assert activities.bookings().get().ended_at == now


def test_never_somebody_elses(norcia, mother, now):
    booking = activities.booking(activities.cycle(norcia))

    with pytest.raises(cancelling.CancellingRefusedError):
        give_back(booking, by=mother, now=now)
    assert state_of(booking) == "confirmed"


def test_with_one_that_is_somebody_elses_none_is_given_back(mother, sara, foligno, operator_of_zone_6, now):
    mine = activities.booking(activities.cycle(sara.comune), sara)
    others = activities.booking(activities.cycle(foligno))

    for act, by in ((cancelling.cancel, mother), (cancelling.cancel_for_family, operator_of_zone_6)):
        with pytest.raises(cancelling.CancellingRefusedError, match="non puoi disdirla"):
            act([mine.pk, others.pk], by=by, now=now)
    assert (state_of(mine), state_of(others)) == ("confirmed", "confirmed")


def test_a_family_does_not_do_what_the_desk_does(norcia, mother, sara):
    booking = activities.booking(activities.cycle(norcia), sara)
    late = booking.pool.cycle.sessions.get().starts_at - timedelta(minutes=1)

    with pytest.raises(cancelling.CancellingRefusedError, match="non puoi disdirla"):
        cancelling.cancel_for_family([booking.pk], by=mother, now=late)


@pytest.mark.parametrize("state", ["confirmed", "waiting"])
def test_when_all_has_been_held_there_is_nothing_to_give_back(norcia, mother, sara, state):
    cycle = activities.cycle(norcia, sessions=2)
    booking = activities.booking(cycle, sara, state=state)

    with pytest.raises(cancelling.CancellingRefusedError, match="Non ci sono altri incontri"):
        give_back(booking, by=mother, now=cycle.sessions.last().starts_at)


def test_what_has_ended_is_said_to_have_ended(norcia, sara, now):
    booking = activities.booking(activities.cycle(norcia), sara, state="cancelled_family")

    standing = cancelling.standing_of(booking, now=now)

    assert (standing.can_cancel, standing.why) == (False, "Questa prenotazione è già chiusa.")


def test_who_cannot_book_cannot_give_back(norcia, sara, now):
    father = factories.person("babbo@example.org", "guardian")
    factories.tie(father.person, sara, can_book=False)
    booking = activities.booking(activities.cycle(norcia), sara)

    with pytest.raises(cancelling.CancellingRefusedError):
        give_back(booking, by=father, now=now)


def test_the_desk_gives_back_at_any_time(norcia, operator_of_zone_6, sara):
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle, sara)
    late = cycle.sessions.get().starts_at - timedelta(minutes=1)

    cancelling.cancel_for_family([booking.pk], by=operator_of_zone_6, now=late)

    assert state_of(booking) == "cancelled_staff"


def test_the_desk_of_another_zone_does_not(norcia, operator_of_zone_8, sara, now):
    booking = activities.booking(activities.cycle(norcia), sara)

    with pytest.raises(cancelling.CancellingRefusedError):
        cancelling.cancel_for_family([booking.pk], by=operator_of_zone_8, now=now)


def test_who_waits_is_asked_once_the_place_is_really_free(
    mother, sara, now, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", asked.append)
    booking = activities.booking(activities.cycle(sara.comune), sara)

    with django_capture_on_commit_callbacks(execute=True):
        give_back(booking, by=mother, now=now)
    assert asked == [booking.pool_id]
