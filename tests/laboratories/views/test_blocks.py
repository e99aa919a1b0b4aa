"""What the activities draw on the home page and on the page of a comune."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import activities


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=3)


def cycle(where, day, title):
    return activities.cycle(where, first_day=day, activity=activities.activity(title=title))


def test_home_shows_six_activities_of_the_week_each_once(client, norcia, soon):
    for number in range(7):
        made = cycle(norcia, soon, f"Laboratorio di prova {number}")
        activities.session(made, local_date=soon + timedelta(days=1))
    page = client.get("/").content.decode()

    assert "Questa settimana" in page
    assert page.count("Laboratorio di prova") == 6


def test_home_shows_those_near_the_remembered_comune(client, norcia, foligno, soon):
    cycle(norcia, soon, "Quello di Norcia")
    cycle(foligno, soon, "Quello di Foligno")
    client.cookies["comune"] = "cascia"
    page = client.get("/").content.decode()

    assert "Questa settimana vicino a Cascia" in page
    assert "Quello di Norcia" in page
    assert "Quello di Foligno" not in page


def test_home_shows_neither_what_is_cancelled_nor_what_is_far_off(client, norcia, soon):
    cycle(norcia, soon, "Annullato").sessions.update(cancelled_at=timezone.now())
    cycle(norcia, soon + timedelta(days=20), "Lontano")

    assert "agenda-line" not in client.get("/").content.decode()


def test_the_page_of_a_comune_shows_its_activities_and_spaces(client, norcia, soon):
    made = cycle(norcia, soon, "Teatro in piazza")
    page = client.get("/comuni/norcia/").content.decode()

    for words in ("Attività a Norcia", "Teatro in piazza", "Gli spazi di Norcia", made.venue.place.name):
        assert words in page


def test_the_page_of_an_empty_comune_shows_what_is_near(client, cascia, soon):
    cycle(cascia, soon, "Teatro in piazza")
    page = client.get("/comuni/poggiodomo/").content.decode()

    assert "Attività vicino a Poggiodomo" in page
    assert "Teatro in piazza" in page
