"""What the database itself refuses, whoever writes: portal, admin, import or shell."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from laboratories.models import Cycle, RoomUse, SeatPool, Session
from tests import activities, factories

pytestmark = pytest.mark.django_db


def refused(constraint):
    """An error of the database that names `constraint`."""
    return pytest.raises(IntegrityError, match=constraint)


# --- places ---


def test_a_whole_cycle_has_one_pool_and_a_session_booked_by_itself_its_own(norcia):
    whole = activities.cycle(norcia, sessions=3)
    by_session = activities.cycle(norcia, sessions=3, unit="session")

    assert [each.session for each in whole.pools.all()] == [None]
    assert {each.session for each in by_session.pools.all()} == set(by_session.sessions.all())


def test_no_more_places_than_there_are(norcia):
    cycle = activities.cycle(norcia, places=1)
    activities.booking(cycle)

    with refused("pool_never_overbooked"), transaction.atomic():
        activities.booking(cycle)
    assert activities.seats(cycle).taken == 1


def test_an_offer_holds_its_place_and_what_ended_does_not(norcia):
    cycle = activities.cycle(norcia, places=2)
    activities.booking(cycle, state="offered")
    activities.booking(cycle, state="cancelled_family")

    assert activities.seats(cycle).free == 1


def test_nobody_overtakes_those_who_wait(norcia):
    cycle = activities.cycle(norcia, places=1)
    activities.booking(cycle)
    waits = activities.booking(cycle, state="waiting")
    activities.bookings().filter(state="confirmed").update(state="cancelled_family", ended_at=waits.booked_at)

    with pytest.raises(DatabaseError, match="others are waiting"), transaction.atomic():
        activities.booking(cycle)


def test_places_cannot_be_fewer_than_those_taken(norcia):
    cycle = activities.cycle(norcia, places=3)
    activities.booking(cycle)
    activities.booking(cycle)
    cycle.places = 2
    cycle.save()
    cycle.places = 1

    with refused("pool_never_overbooked"), transaction.atomic():
        cycle.save()
    assert activities.seats(cycle).capacity == 2


def test_one_live_booking_for_each_person(norcia):
    cycle, person = activities.cycle(norcia), factories.human()
    activities.booking(cycle, person)

    with refused("one_live_booking_per_person"), transaction.atomic():
        activities.booking(cycle, person, state="waiting")


def test_who_cancelled_may_book_again(norcia):
    cycle, person = activities.cycle(norcia), factories.human()
    activities.booking(cycle, person, state="cancelled_family")

    assert activities.booking(cycle, person)


def test_counters_follow_every_way_of_writing(norcia):
    cycle = activities.cycle(norcia, places=5)
    for state in ("confirmed", "offered", "declined"):
        activities.booking(cycle, state=state)
    activities.booking(cycle, state="waiting")
    activities.bookings().filter(state="offered").delete()

    seats = activities.seats(cycle)
    assert (seats.taken, seats.waiting) == (1, 1)


def test_who_is_put_back_in_the_queue_is_counted_there(norcia):
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle, state="offered")
    activities.bookings().filter(pk=booking.pk).update(state="waiting", offer_expires_at=None)

    seats = activities.seats(cycle)
    assert (seats.taken, seats.waiting) == (0, 1)


def test_whole_or_by_session_and_never_both(norcia):
    cycle = activities.cycle(norcia, sessions=2)
    Cycle.objects.filter(pk=cycle.pk).update(unit="session")
    assert cycle.pools.filter(session=None).count() == 0
    assert SeatPool.objects.filter(pool__cycle=cycle).count() == 2

    activities.booking(cycle.sessions.select_related("cycle").first())
    with refused("unit_never_changes_with_bookings"), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(unit="cycle")


# --- time ---


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 10, 21), datetime(2026, 10, 21, 15, tzinfo=UTC)),
        (date(2026, 10, 28), datetime(2026, 10, 28, 16, tzinfo=UTC)),
        (date(2027, 3, 24), datetime(2027, 3, 24, 16, tzinfo=UTC)),
        (date(2027, 3, 31), datetime(2027, 3, 31, 15, tzinfo=UTC)),
    ],
    ids=str,
)
def test_five_in_rome_is_five_in_summer_and_winter(norcia, day, moment):
    session = activities.session(activities.cycle(norcia, sessions=0), local_date=day)

    assert (session.starts_at, session.local_start) == (moment, time(17))


# --- rooms and people ---


def test_a_hall_and_its_half_are_never_both_taken(norcia):
    venue = activities.venue(norcia)
    hall, half, other = (activities.room(venue, *parts) for parts in (["a", "b"], ["a"], ["b"]))
    activities.cycle(venue, room=half)

    assert activities.cycle(venue, room=other)
    with refused("room_never_double_booked"), transaction.atomic():
        activities.cycle(venue, room=hall)


def test_the_minutes_to_tidy_up_belong_to_who_comes_first(norcia):
    venue = activities.venue(norcia)
    room = activities.room(venue, setup_minutes=15)
    activities.cycle(venue, room=room)

    with refused("room_never_double_booked"), transaction.atomic():
        activities.cycle(venue, room=room, local_start=time(18, 40), local_end=time(20))
    assert activities.cycle(venue, room=room, local_start=time(18, 45), local_end=time(20))


def test_more_minutes_to_tidy_up_are_refused_where_others_come_right_after(norcia):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    day = date(2099, 1, 7)
    activities.cycle(venue, room=room, first_day=day)
    activities.cycle(venue, room=room, first_day=day, local_start=time(18, 40), local_end=time(20))

    room.setup_minutes = 10
    room.save()
    room.setup_minutes = 11
    with refused("room_never_double_booked"), transaction.atomic():
        room.save()


def test_a_cancelled_session_leaves_its_room(norcia):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    first = activities.cycle(venue, room=room).sessions.get()
    first.cancelled_at = factories.LONG_AGO
    first.save()

    assert activities.cycle(venue, room=room)
    first.cancelled_at = None
    with refused("room_never_double_booked"), transaction.atomic():
        first.save()


def test_a_session_moved_takes_its_room_along(norcia):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    session = activities.cycle(venue, room=room).sessions.get()
    Session.objects.filter(pk=session.pk).update(local_date=date(2026, 12, 9))
    session.refresh_from_db()

    assert session.sequence == 1
    assert RoomUse.objects.get(session=session).during.lower == session.starts_at


def test_a_hall_that_gains_a_part_is_refused_where_that_part_is_taken(norcia):
    venue = activities.venue(norcia)
    one, two = activities.room(venue, "a"), activities.room(venue, "b")
    activities.cycle(venue, room=one, first_day=date(2099, 1, 7))
    activities.cycle(venue, room=two, first_day=date(2099, 1, 7))

    with refused("room_never_double_booked"), transaction.atomic():
        one.parts.add(*two.parts.all())


def test_nobody_leads_in_two_places(norcia, cascia):
    person = factories.human()
    here, there = (activities.cycle(each).sessions.get() for each in (norcia, cascia))
    activities.leads(person, here)

    with refused("staff_never_in_two_places"), transaction.atomic():
        activities.leads(person, there)


def test_nobody_is_expected_in_two_places(norcia, cascia):
    child = factories.human()
    activities.booking(activities.cycle(norcia), child)
    there = activities.cycle(cascia)

    with refused("person_never_in_two_places"), transaction.atomic():
        activities.booking(there, child)
    assert activities.booking(there, child, state="waiting")


def test_who_cancels_is_expected_no_longer_and_may_go_elsewhere(norcia, cascia):
    child = factories.human()
    booking = activities.booking(activities.cycle(norcia, sessions=2), child)
    assert activities.presences().expected().count() == 2

    activities.bookings().filter(pk=booking.pk).update(state="cancelled_family", ended_at=factories.LONG_AGO)

    assert activities.presences().expected().count() == 0
    assert activities.booking(activities.cycle(cascia), child)


def test_who_joins_late_is_expected_from_then_on(norcia):
    cycle = activities.cycle(norcia, sessions=3)
    second = cycle.sessions.all()[1]
    booking = activities.booking(cycle, booked_at=second.starts_at)

    assert [each.session for each in booking.presences.for_everyone(reason="prova").expected()] == list(
        cycle.sessions.all()[1:]
    )


def test_nobody_is_expected_or_leads_where_nothing_is_held(norcia, cascia):
    cycle, before, after = activities.cycle(norcia, sessions=2), factories.human(), factories.human()
    off, held = cycle.sessions.all()
    activities.leads(before, off)
    Session.objects.filter(pk=off.pk).update(cancelled_at=factories.LONG_AGO)
    activities.leads(after, off)

    booking = activities.booking(cycle)

    assert activities.presences().get(booking=booking).session == held
    elsewhere = activities.cycle(cascia).sessions.get()
    assert all(activities.leads(tutor, elsewhere) for tutor in (before, after))


def test_who_leads_goes_along_with_a_session_that_is_moved(norcia, cascia):
    tutor, there = factories.human(), activities.cycle(cascia, first_day=date(2026, 12, 9))
    moved = activities.cycle(norcia).sessions.get()
    activities.leads(tutor, moved)
    activities.leads(tutor, there.sessions.get())

    with refused("staff_never_in_two_places"), transaction.atomic():
        Session.objects.filter(pk=moved.pk).update(local_date=date(2026, 12, 9))


def test_a_session_moved_onto_something_else_marks_the_clash_and_stops_nobody(norcia, cascia):
    busy, free = factories.human(), factories.human()
    moved = activities.cycle(norcia)
    for person in (busy, free):
        activities.booking(moved, person)
    activities.booking(activities.cycle(cascia, first_day=date(2026, 12, 9)), busy)

    Session.objects.filter(cycle=moved).update(local_date=date(2026, 12, 9))

    rows = activities.presences().filter(session__cycle=moved)
    assert {row.person: (row.is_expected, row.has_clash) for row in rows} == {
        busy: (False, True),
        free: (True, False),
    }
    # Whatever else is written of their booking.
    activities.bookings().filter(person=busy).update(kept_at=factories.LONG_AGO)
    assert rows.get(person=busy).has_clash


def test_a_session_added_later_expects_those_who_have_a_place(norcia):
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle)
    added = activities.session(cycle, local_date=date(2026, 12, 16))

    assert activities.presences().get(session=added).booking == booking
