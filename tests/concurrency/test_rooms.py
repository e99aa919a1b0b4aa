"""Two operators who plan in the same instant: one room for one session, nobody leading in two places."""

from contextlib import suppress
from datetime import date, time
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.db import OperationalError, transaction

from laboratories.models import RoomPart, Session, SessionStaff
from laboratories.timetable import planning
from laboratories.timetable.dates import Meeting
from networking.models import Comune
from tests import activities, factories
from tests.concurrency.racing import (
    meanwhile,
    together,
    until_somebody_waits,
    without_constraint,
    without_words,
)

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 5


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def halves(norcia):
    """A hall and its half."""
    venue = activities.venue(norcia)
    return activities.room(venue, "a", "b"), activities.room(venue, "b")


def planned(room, day, *staff):
    """An operator who is about to plan a session of a cycle of its own."""
    cycle = activities.cycle(room.venue, room=room, sessions=0)
    for person in staff:
        cycle.staff.create(person=person)
    meeting = Meeting(day, time(17), time(18, 30))
    return lambda: planning.write(cycle, [meeting])


def days():
    return [date(2026, 12, 1 + number) for number in range(RACES)]


def reasons(found):
    """What those who lost were told; and that all the others won."""
    told = [each for each in found if not isinstance(each, planning.Outcome)]
    assert all(isinstance(each, planning.ConflictError) for each in told)
    return [each.conflicts[0].reason for each in told]


def test_a_hall_and_its_half_at_once_one_has_it_and_the_other_is_told(halves):
    for day in days():
        assert reasons(together(*(planned(room, day) for room in halves))) == ["la sala è già occupata"]

    assert Session.objects.count() == RACES


def test_without_the_promise_of_the_rooms_both_would_have_it(halves):
    without_constraint("laboratories_roomuse", "room_never_double_booked")

    found = together(*(planned(room, days()[0]) for room in halves))

    assert reasons(found) == []
    assert RoomPart.objects.get(name="b").uses.count() == 2


def taken_crosswise(halves):
    """One takes the hall today and then tomorrow; the other its half tomorrow and then today. What each met."""
    today, tomorrow, *_others = days()
    (one, two), began = (activities.cycle(room.venue, room=room, sessions=0) for room in halves), Event()

    @transaction.atomic
    def take(cycle, *wanted):
        for day in wanted:
            activities.session(cycle, local_date=day)
            began.set()

    with suppress(OperationalError), transaction.atomic():
        activities.session(one, local_date=today)
        other = meanwhile(lambda: take(two, tomorrow, today))
        until_somebody_waits(began.is_set)
        activities.session(one, local_date=tomorrow)
        return other, Session.objects.filter(cycle=one).count()
    return other, 0


def test_who_takes_a_room_for_several_days_is_waited_for_and_never_in_a_circle(halves):
    other, taken = taken_crosswise(halves)

    assert taken == 2
    assert "room_never_double_booked" in str(other())


def test_without_holding_the_pieces_of_a_room_they_would_wait_in_a_circle(halves):
    without_words("laboratories_take_rooms", "ORDER BY id FOR NO KEY UPDATE")

    other, taken = taken_crosswise(halves)

    assert "deadlock" in str(other()) or taken == 0


def test_both_halves_at_once_are_nobody_elses(norcia):
    venue = activities.venue(norcia)
    rooms = activities.room(venue, "a"), activities.room(venue, "b")

    assert reasons(together(*(planned(room, days()[0]) for room in rooms))) == []


def test_a_session_moved_into_the_room_that_another_takes_stays_where_it_was(halves):
    hall, half = halves
    moved = activities.cycle(hall.venue, room=hall, first_day=date(2026, 11, 30)).sessions.get()

    def move():
        Session.objects.filter(pk=moved.pk).update(local_date=days()[0])

    found = together(move, planned(half, days()[0]))

    assert len([each for each in found if isinstance(each, Exception)]) == 1
    assert RoomPart.objects.get(name="b").uses.filter(session__local_date=days()[0]).count() == 1


def test_a_tutor_is_given_to_one_of_two_cycles_at_once(halves, norcia):
    tutor, others = factories.human(), activities.room(activities.venue(norcia))

    for day in days():
        found = together(planned(halves[0], day, tutor), planned(others, day, tutor))
        assert reasons(found) == ["chi conduce è già in un altro incontro"]

    assert SessionStaff.objects.filter(person=tutor).count() == RACES


def test_without_the_promise_of_staff_a_tutor_would_be_in_two_places(halves, norcia):
    tutor, others = factories.human(), activities.room(activities.venue(norcia))
    without_constraint("laboratories_sessionstaff", "staff_never_in_two_places")

    found = together(*(planned(room, days()[0], tutor) for room in (halves[0], others)))

    assert reasons(found) == []
    assert SessionStaff.objects.filter(person=tutor).count() == 2


class SlowRows:
    """Who has written the first of their staff waits for the other to do so, for a moment."""

    def __init__(self):
        self.both = Barrier(2)

    def create(self, **fields):
        row = SessionStaff._base_manager.create(**fields)
        with suppress(BrokenBarrierError):
            self.both.wait(0.3)
        return row


def test_two_educators_named_in_any_order_never_wait_in_a_circle(norcia, monkeypatch):
    pair = [factories.human() for _each in range(2)]
    rooms = [activities.room(activities.venue(norcia)) for _each in range(2)]
    works = [planned(rooms[0], days()[0], *pair), planned(rooms[1], days()[0], *pair[::-1])]
    monkeypatch.setattr(SessionStaff, "objects", SlowRows())

    assert reasons(together(*works)) == ["chi conduce è già in un altro incontro"]
