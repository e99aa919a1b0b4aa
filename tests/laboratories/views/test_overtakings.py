"""Who was given a place before their turn: read again by a colleague, with codes, and never of another territory."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from laboratories.queue.overtaking import overtake
from laboratories.rules import spoken_code
from networking.models import AccessRecord
from tests import activities, factories
from tests.laboratories.queues import in_queue

pytestmark = pytest.mark.django_db
PAGE = "/operatori/passati-avanti/"


@pytest.fixture
def cycle(norcia):
    return activities.cycle(norcia, places=30, first_day=date(2027, 3, 3))


def overtaken(cycle, by):
    """One that waits is passed by another."""
    passed, party = in_queue(cycle), in_queue(cycle)
    overtake(party.pk, because="our_mistake", by=by, now=timezone.now())
    return passed, party


def page(user):
    return factories.signed_in(user).get(PAGE).content.decode()


def test_a_colleague_reads_who_when_why_and_before_whom(cycle, operator_of_zone_6, administrator):
    passed, party = overtaken(cycle, operator_of_zone_6)

    shown = page(administrator)

    told = (str(operator_of_zone_6), "un nostro errore", spoken_code(party.code), spoken_code(passed.code))
    assert all(each in shown for each in told)
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=PAGE, rows=1).count() == 1


def test_no_name_of_a_family_is_shown(cycle, operator_of_zone_6):
    passed, party = overtaken(cycle, operator_of_zone_6)

    shown = page(operator_of_zone_6)

    assert str(party.booker) not in shown
    assert str(passed.booker) not in shown


def test_never_of_another_territory(cycle, operator_of_zone_6, operator_of_zone_8):
    overtaken(cycle, operator_of_zone_6)

    assert "Finora nessuno." in page(operator_of_zone_8)


def test_the_queue_leads_there(cycle, operator_of_zone_6):
    desk = factories.signed_in(operator_of_zone_6)

    assert PAGE in desk.get(reverse("laboratories:cycle_queue", args=[cycle.pk])).content.decode()


def test_it_asks_no_more_for_many_rows(cycle, operator_of_zone_6, django_assert_max_num_queries):
    overtaken(cycle, operator_of_zone_6)
    desk = factories.signed_in(operator_of_zone_6)
    with django_assert_max_num_queries(50) as few:
        desk.get(PAGE)
    for _each in range(24):
        overtaken(cycle, operator_of_zone_6)

    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(PAGE)
