"""Somebody holds what is asked for too long: a page says so in plain words, and nothing that was typed is lost."""

import re
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from laboratories import placing
from networking.models import Comune
from tests import activities, database, factories

pytestmark = pytest.mark.django_db(transaction=True)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def cycle(transactional_db):
    day = timezone.localdate() + timedelta(days=10)
    return activities.cycle(Comune.objects.get(slug="norcia"), first_day=day)


@pytest.fixture
def mother():
    return factories.person("madre@example.org", "guardian")


@pytest.fixture
def at_home(mother):
    client = factories.signed_in(mother)
    client.raise_request_exception = False
    return client


@contextmanager
def held(cycle):
    """Somebody else holds the places, longer than anybody waits."""
    address = database.url_of(connections["default"].settings_dict["NAME"], role="owner")
    question = "SELECT 1 FROM laboratories_seatpool WHERE pool_id = %s FOR UPDATE"
    with psycopg.connect(address) as other:
        other.execute(question, [activities.pool(cycle).pk])
        yield


def test_who_books_keeps_what_they_chose_and_sends_it_again(cycle, mother, at_home, monkeypatch):
    child, key = factories.child_of(mother), uuid4()
    monkeypatch.setattr(placing, "SEATS", placing.SEATS.replace("'2s'", "'50ms'"))
    sent = {"people": [str(child.pk)], "key": str(key)}
    with held(cycle):
        answer = at_home.post(cycle.get_booking_url(), sent)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "prenotano in tanti" in page
    form = answer.context["form"]
    assert ([str(each) for each in form["people"].value()], UUID(str(form["key"].value()))) == (
        [str(child.pk)],
        key,
    )
    assert at_home.post(cycle.get_booking_url(), sent).status_code == 302


def test_who_gives_a_place_back_sends_it_again_with_a_button(cycle, mother, at_home):
    child, other = factories.child_of(mother), factories.child_of(mother)
    party = activities.party(mother.person, size=2)
    booked, others = (activities.booking(cycle, each, party=party) for each in (child, other))
    address = reverse("laboratories:booking_cancel", args=[booked.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    with held(cycle):
        answer = at_home.post(address, {"others": str(others.pk)})

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "In questo momento siete in tanti" in page
    again = at_home.post(address, dict(HIDDEN.findall(page)))
    assert (again.status_code, activities.seats(cycle).taken) == (302, 0)
