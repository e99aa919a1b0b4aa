"""The pages of the spaces, and the blocks of activities on the pages of others."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from laboratories.models import Closure, VenueHours
from tests import activities, factories

WEEKDAYS = range(7)


@pytest.fixture
def venue(norcia):
    place = factories.place(norcia, name="Piattaforma di Norcia", step_free="yes")
    return activities.venue(norcia, place=place, slug="piattaforma-norcia", is_platform=True)


def page_of(client, **query):
    return client.get("/spazi/piattaforma-norcia/", query).content.decode()


def open_always(venue, kind="open"):
    for weekday in WEEKDAYS:
        VenueHours.objects.create(venue=venue, kind=kind, weekday=weekday, opens=time(15), closes=time(19))


def close(**scope):
    today = timezone.localdate()
    return Closure.objects.create(
        **{
            "first_day": today,
            "last_day": today,
            "reason": "weather",
            "note": "le scale ghiacciate",
            **scope,
        },
        made_at=timezone.now(),
    )


def test_says_where_it_is_and_how_one_enters(client, venue):
    page = page_of(client)

    for words in ("Piattaforma territoriale", "Via Roma 1", "Si entra senza gradini"):
        assert words in page


def test_says_of_each_room_how_many_fit_and_what_is_inside(client, venue):
    activities.room(venue, name="Aula dei compiti", most_people=12, equipment="Lavagna\nDieci portatili")
    activities.room(venue, name="Vecchia aula", retired_on=timezone.localdate())
    page = page_of(client)

    for words in ("Aula dei compiti", "Fino a 12 persone", "Lavagna, Dieci portatili"):
        assert words in page
    assert "Vecchia aula" not in page


def test_says_when_it_is_open_and_when_somebody_welcomes(client, venue):
    open_always(venue)
    open_always(venue, "desk")
    page = page_of(client)

    assert page.count("<td>15:00–19:00</td>") == 14
    assert "Oggi è aperto 15:00–19:00; qualcuno ti accoglie 15:00–19:00" in page


@pytest.mark.parametrize("scope", ["venue", "comune", "everything"])
def test_a_closure_is_said_with_its_reason(client, venue, norcia, scope):
    open_always(venue)
    close(**{"venue": {"venue": venue}, "comune": {"comune": norcia}, "everything": {}}[scope])

    assert "Oggi è chiuso: maltempo: le scale ghiacciate" in page_of(client)


def test_the_closure_of_a_room_closes_that_room_alone(client, venue):
    open_always(venue)
    close(room=activities.room(venue))
    page = page_of(client)

    assert "maltempo: le scale ghiacciate" in page
    assert "Oggi è aperto" in page


def test_the_closure_of_another_comune_is_not_ours(client, venue, cascia):
    open_always(venue)
    close(comune=cascia)

    assert "Oggi è aperto" in page_of(client)


def test_shows_what_happens_there_in_the_week_and_nothing_that_is_not_public(client, venue):
    day = timezone.localdate() + timedelta(days=8)
    activities.cycle(venue, first_day=day, activity=activities.activity(title="Teatro"))
    activities.cycle(venue, first_day=day, activity=activities.activity(title="Riservato"), published_at=None)
    page = page_of(client, settimana=day.isoformat())

    assert "Teatro" in page
    assert "Riservato" not in page


@pytest.mark.parametrize("number", [1, 25])
def test_asks_the_database_the_same_however_much_happens(client, venue, number, django_assert_num_queries):
    for each in range(number):
        activities.cycle(venue, first_day=timezone.localdate())
        activities.room(venue, name=f"Aula {each}")

    with django_assert_num_queries(7):
        page_of(client)


@pytest.mark.parametrize("hidden", ["unpublished", "protected"])
def test_a_space_that_must_not_be_seen_has_no_page_and_is_in_no_list(client, venue, norcia, hidden):
    if hidden == "protected":
        type(venue.place).objects.update(is_protected=True)
    else:
        type(venue).objects.update(published_at=None)

    assert client.get("/spazi/piattaforma-norcia/").status_code == 404
    for address in ("/spazi/", "/comuni/norcia/"):
        assert "Piattaforma di Norcia" not in client.get(address).content.decode()


def test_the_list_has_platforms_before_other_places(client, venue, norcia):
    activities.venue(norcia, place=factories.place(norcia, name="Biblioteca"))
    page = client.get("/spazi/").content.decode()

    assert page.index("Piattaforma di Norcia") < page.index("Biblioteca")


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_asks_the_same_however_many_spaces(client, norcia, number, django_assert_num_queries):
    for _each in range(number):
        activities.venue(norcia)

    with django_assert_num_queries(2):
        client.get("/spazi/")
