"""A queue as who runs the cycle sees it: in order, with the reasons, never of another territory."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from laboratories.models import Booking
from laboratories.queue.promoting import promote
from networking.models import AccessRecord, Fact
from tests import activities, factories
from tests.laboratories.queues import in_queue, states

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def cycle(norcia):
    """One place, free, that two wait for."""
    return activities.cycle(norcia, places=1, first_day=date(2027, 3, 3))


@pytest.fixture
def desk(operator_of_zone_6):
    return factories.signed_in(operator_of_zone_6)


def queue_of(cycle):
    return reverse("laboratories:cycle_queue", args=[cycle.pk])


def answer(client, cycle, party, **pressed):
    return client.post(reverse("laboratories:cycle_queue_answer", args=[cycle.pk, party.pk]), pressed)


def test_who_waits_is_shown_in_order_and_the_reading_is_written_down(desk, cycle):
    first, second = in_queue(cycle), in_queue(cycle)

    page = desk.get(queue_of(cycle)).content.decode()

    assert page.index(first.code[:3]) < page.index(second.code[3:])
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=queue_of(cycle)).count() == 1


def test_never_of_another_territory(operator_of_zone_8, cycle):
    client, party = factories.signed_in(operator_of_zone_8), in_queue(cycle)

    assert client.get(queue_of(cycle)).status_code == 404
    assert answer(client, cycle, party, perche="our_mistake").status_code == 404
    assert states(party) == [State.WAITING]


def test_an_answer_by_telephone_is_written_by_the_desk(desk, cycle):
    party = in_queue(cycle)
    promote(activities.pool(cycle).pk, now=timezone.now())

    answer(desk, cycle, party, risposta="accetto")

    assert states(party) == [State.CONFIRMED]


def test_going_before_the_others_leaves_who_and_why(desk, cycle, operator_of_zone_6):
    first, second = in_queue(cycle), in_queue(cycle)

    answer(desk, cycle, second, perche="our_mistake")

    assert states(first, second) == [State.WAITING, State.CONFIRMED]
    fact = Fact.objects.get(kind="laboratories.queue_overtaken")
    assert fact.data == {
        "party": str(second.pk),
        "by": str(operator_of_zone_6.pk),
        "because": "our_mistake",
        "passed": [str(first.pk)],
    }


@pytest.mark.parametrize("pressed", [{}, {"perche": "simpatia"}])
def test_nobody_goes_before_the_others_without_a_reason(desk, cycle, pressed):
    party = in_queue(cycle)

    answer(desk, cycle, party, **pressed)

    assert states(party) == [State.WAITING]
    assert not Fact.objects.filter(kind="laboratories.queue_overtaken").exists()


def test_nobody_goes_before_the_others_where_there_is_no_place(desk, cycle):
    pair = in_queue(cycle, 2)

    answer(desk, cycle, pair, perche="sibling")

    assert states(pair) == [State.WAITING] * 2
    assert not Fact.objects.filter(kind="laboratories.queue_overtaken").exists()


@pytest.mark.parametrize("number", [1, 25])
def test_a_long_queue_asks_no_more_than_a_short_one(desk, cycle, number, django_assert_max_num_queries):
    for _each in range(number):
        in_queue(cycle)

    with django_assert_max_num_queries(22):
        desk.get(queue_of(cycle))
