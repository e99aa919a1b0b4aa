"""What is said to who waits: only what we know."""

from datetime import date, timedelta

import pytest

from laboratories.models import Booking, QueueStep
from laboratories.queue import honesty
from laboratories.queue.promoting import promote
from networking.models import RoleKind
from tests import activities, factories
from tests.laboratories.queues import in_queue

DAYS = [timedelta(days=number) for number in range(1, 11)]
UNKNOWN = "Quanto si aspetta di solito non lo sappiamo ancora: ci sono stati troppo pochi casi."


@pytest.fixture
def cycle(norcia):
    made = activities.cycle(norcia, places=2, first_day=date(2026, 12, 16))
    activities.booking(made)
    activities.booking(made)
    return made


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (DAYS[:4], UNKNOWN),
        (DAYS, "In 9 casi su 10 il posto è arrivato entro 9 giorni."),
        ([timedelta(hours=3)] * 5, "In 9 casi su 10 il posto è arrivato entro 1 giorno."),
        ([*DAYS[:9], None], "In 9 casi su 10 il posto è arrivato entro 9 giorni."),
        ([*DAYS[:5], None, None], "Finora il posto è arrivato a 5 gruppi su 7 che aspettavano."),
        ([None] * 5, "Finora il posto è arrivato a 0 gruppi su 5 che aspettavano."),
    ],
)
def test_the_usual_wait_is_said_only_from_enough_cases_and_counts_who_waited_in_vain(cases, said):
    assert honesty.wait_in_words(cases) == said


@pytest.mark.parametrize(
    ("freed", "said"),
    [
        (4, ""),
        (5, "Di solito si libera 1 posto a settimana."),
        (16, "Di solito si liberano 2 posti a settimana."),
    ],
)
def test_how_many_places_come_free(freed, said):
    assert honesty.freed_in_words(freed, weeks=8) == said


@pytest.mark.django_db
def test_a_pair_with_one_place_free_reads_why(cycle, now):
    pair, single = in_queue(cycle, 2), in_queue(cycle)
    one = activities.bookings().filter(state=Booking.State.CONFIRMED).first()
    activities.bookings().filter(pk=one.pk).update(state=Booking.State.CANCELLED_BY_FAMILY, ended_at=now)

    first = honesty.turn_of(activities.bookings().filter(party=pair).first(), now=now)
    second = honesty.turn_of(activities.bookings().get(party=single), now=now)

    assert first.why == "Siete in 2 e c'è 1 posto libero: ve lo diamo quando ci state tutti."
    assert (second.position, second.before) == (2, "Prima di voi aspettano 2 persone.")
    assert first.wait == UNKNOWN


@pytest.mark.django_db
def test_the_wait_is_that_of_the_same_activity(cycle, norcia, now):
    past = activities.cycle(norcia, activity=cycle.activity)
    for days in DAYS[:5]:
        asked = now - timedelta(days=60)
        activities.booking(past, booked_at=asked, offered_at=asked + days)
    activities.booking(activities.cycle(norcia), offered_at=now)
    waits = activities.bookings().get(party=in_queue(cycle))

    assert honesty.turn_of(waits, now=now).wait == "In 9 casi su 10 il posto è arrivato entro 5 giorni."


@pytest.mark.django_db
def test_each_skip_is_shown_with_its_reason(cycle, now):
    pair = in_queue(cycle, 2)
    one = activities.bookings().filter(state=Booking.State.CONFIRMED).first()
    activities.bookings().filter(pk=one.pk).update(state=Booking.State.CANCELLED_BY_FAMILY, ended_at=now)
    promote(activities.pool(cycle).pk, now=now + timedelta(days=19))

    steps = honesty.turn_of(activities.bookings().filter(party=pair).first(), now=now).steps

    assert [what for _when, what in steps] == [
        "Mancava poco all'inizio e i posti erano 1: voi siete 2, è toccato a chi ci stava."
    ]


@pytest.mark.django_db
def test_it_asks_as_much_for_a_long_queue_as_for_a_short_one(cycle, now, django_assert_max_num_queries):
    waits = activities.bookings().get(party=in_queue(cycle))
    for _each in range(25):
        in_queue(cycle)
        QueueStep.objects.create(party=waits.party, pool=waits.pool, kind="clash", at=now, needed=1, free=1)
    last = activities.bookings().select_related("pool__cycle").latest("ticket")

    with django_assert_max_num_queries(7):
        honesty.turn_of(last, now=now)


@pytest.mark.django_db
def test_the_family_reads_it_on_their_booking(cycle):
    mother = factories.person("madre@example.org", RoleKind.GUARDIAN)
    booking = activities.booking(cycle, factories.child_of(mother), state=Booking.State.WAITING)

    page = factories.signed_in(mother).get(booking.get_absolute_url())

    assert "siete al posto 1" in page.content.decode()
