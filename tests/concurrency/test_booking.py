"""Many who want the same places in the same instant: nobody gets a place that somebody else has."""

from collections import Counter
from datetime import date, datetime
from threading import Barrier
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from laboratories import booking, placing
from laboratories.models import Booking, Cycle, Party, SeatPool
from laboratories.rules import Refusal
from networking.models import Comune
from tests import activities, database, factories
from tests.concurrency.racing import PATIENCE, together, without_constraint

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
ASKERS = 20
RACES = 5


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


def family(name, *children):
    """A parent and children."""
    parent = factories.person(f"{name}@example.org", "guardian")
    return parent, [factories.child_of(parent, f"{child} {name}") for child in children]


def asking(cycle, parent, children, **options):
    """A form that waits to be sent."""
    values = {"key": uuid4().hex, **options}
    people = [child.pk for child in children]
    return lambda: booking.book(cycle=cycle, people=people, by=parent, now=NOW, **values)


def states():
    return Counter(activities.bookings().values_list("state", flat=True))


def test_twenty_want_the_last_place_and_one_has_it(norcia):
    cycle = activities.cycle(norcia, places=1)
    families = [family(f"famiglia{number}", "Sara") for number in range(ASKERS)]

    found = together(*(asking(cycle, *each) for each in families))

    assert all(isinstance(each, booking.Outcome) for each in found)
    assert states() == {"confirmed": 1, "waiting": ASKERS - 1}
    assert (activities.seats(cycle).taken, activities.seats(cycle).waiting) == (1, ASKERS - 1)


def test_who_looks_first_and_writes_afterwards_gives_one_place_to_many(norcia, monkeypatch):
    """The same race without the promise of the database: the test above could fail."""
    cycle = activities.cycle(norcia, places=1)
    families = [family(f"famiglia{number}", "Sara") for number in range(ASKERS)]
    looked = Barrier(ASKERS)
    first_look = placing._share_out

    def slow_look(*arguments, **options):
        first_look(*arguments, **options)
        looked.wait(PATIENCE)

    monkeypatch.setattr(placing, "_share_out", slow_look)
    database.as_owner("ALTER TABLE laboratories_booking DISABLE TRIGGER USER", [])
    try:
        together(*(asking(cycle, *each) for each in families))
        assert states()["confirmed"] > 1
    finally:
        database.as_owner("ALTER TABLE laboratories_booking ENABLE TRIGGER USER", [])


def test_three_siblings_never_have_two_places(norcia):
    cycle = activities.cycle(norcia, places=2)
    trio, pair = family("tre", "Sara", "Ali", "Nina"), family("due", "Leo", "Ada")

    together(asking(cycle, *trio), asking(cycle, *pair))

    trios = activities.bookings().filter(party__size=3)
    assert set(trios.values_list("state", flat=True)) == {"waiting"}
    assert states()["confirmed"] in {0, 2}


def test_separately_some_may_have_places(norcia):
    cycle = activities.cycle(norcia, places=2)
    families = [family(f"famiglia{number}", "Sara", "Ali", "Nina") for number in range(4)]

    together(*(asking(cycle, *each, together=False) for each in families))

    assert states() == {"confirmed": 2, "waiting": 10}


def test_the_same_form_from_two_lines_is_one_party(norcia):
    cycle = activities.cycle(norcia)
    form = asking(cycle, *family("doppia", "Sara"), key=uuid4().hex)

    first, second = together(form, form)

    assert first.parties == second.parties
    assert {first.is_repeat, second.is_repeat} == {True, False}
    assert Party.objects.for_everyone(reason="prova").count() == 1


def test_two_guardians_at_once_make_one_booking_and_the_other_is_told(norcia):
    mother, [sara] = family("madre", "Sara")
    father, _none = family("padre")
    factories.tie(father.person, sara)
    cycle = activities.cycle(norcia)

    found = together(asking(cycle, mother, [sara]), asking(cycle, father, [sara]))

    [told] = [each for each in found if isinstance(each, booking.BookingRefusedError)]
    assert "da un altro adulto della famiglia" in str(told)
    assert states() == {"confirmed": 1}


def test_without_the_promises_the_same_form_and_two_guardians_would_book_twice(norcia):
    """One form twice is noticed by its key, by the live booking and by the hour: each holds where another is missing."""
    without_constraint("laboratories_party", "one_party_per_form")
    without_constraint("laboratories_presence", "person_never_in_two_places")
    database.as_owner("DROP INDEX one_live_booking_per_person", [])
    form = asking(activities.cycle(norcia), *family("doppia", "Sara"), key=uuid4().hex)

    together(form, form)

    assert states() == {"confirmed": 2}


def test_a_child_is_never_booked_in_two_places_at_once(norcia):
    mother, [sara] = family("madre", "Sara")
    cycles = [activities.cycle(norcia) for _number in range(4)]

    found = together(*(asking(cycle, mother, [sara]) for cycle in cycles))

    told = [each for each in found if isinstance(each, booking.BookingRefusedError)]
    assert [each.refusals[0].reason for each in told] == [Refusal.ELSEWHERE] * 3
    assert states() == {"confirmed": 1}


def test_places_lowered_while_people_book_are_never_too_many(norcia):
    cycle = activities.cycle(norcia, places=ASKERS)
    families = [family(f"famiglia{number}", "Sara") for number in range(ASKERS)]

    def lower():
        with transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(places=ASKERS // 2)

    found = together(lower, *(asking(cycle, *each) for each in families))

    seats = SeatPool.objects.get(pool__cycle=cycle)
    assert found[0] is None or isinstance(found[0], IntegrityError)
    assert seats.taken == states()["confirmed"] <= seats.capacity
    assert sum(states().values()) == ASKERS


def test_the_same_siblings_named_in_any_order_never_wait_in_a_circle(norcia):
    mother, children = family("madre", "Sara", "Ali", "Nina")
    father, _none = family("padre")
    for child in children:
        factories.tie(father.person, child)
    for number in range(RACES):
        day = date(2026, 12, 2 + number)
        mine, theirs = (activities.cycle(norcia, places=3, first_day=day) for _each in range(2))

        found = together(
            asking(mine, mother, children), asking(theirs, father, children[::-1], together=False)
        )

        assert not [each for each in found if isinstance(each, booking.BusyError)]
    assert states() == {Booking.State.CONFIRMED: 3 * RACES}
