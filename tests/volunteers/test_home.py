"""The public page: what is needed and where, for everybody, and the three of the portal's first page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import volunteering

pytestmark = pytest.mark.django_db
PAGE = "/volontariato/"


def need(comune, title, days=5, **fields):
    ahead = timezone.localdate() + timedelta(days=days)
    return volunteering.request(comune, title=title, local_date=ahead, **fields)


def read(address=PAGE):
    return Client().get(address).content.decode()


def test_everybody_reads_what_is_needed_and_how_to_begin(norcia):
    need(norcia, "Spesa a chi vive solo")

    said = read()

    assert "Spesa a chi vive solo" in said
    assert "Come si comincia" in said


def test_what_is_full_called_off_or_not_published_is_not_asked_for(norcia):
    volunteering.assign(volunteering.able(), need(norcia, "Turno pieno"))
    need(norcia, "Turno annullato", cancelled_at=timezone.now())
    need(norcia, "Turno in bozza", published_at=None)

    said = read()

    assert not any(word in said for word in ("Turno pieno", "Turno annullato", "Turno in bozza"))


def test_by_comune_and_by_kind_and_a_made_up_one_chooses_nothing(norcia, foligno):
    kind = volunteering.kind(slug="compiti", name="Compiti")
    need(norcia, "Qui da noi", kind=kind)
    need(foligno, "Altrove")

    for query in ("?comune=norcia", "?aiuto=compiti"):
        assert "Altrove" not in read(PAGE + query)
    assert "Altrove" in read(PAGE + "?comune=atlantide&aiuto=x&pagina=-3")


def test_twenty_five_needs_cost_as_many_questions_as_one(norcia):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read()
        return len(queries)

    need(norcia, "Il primo")
    one = asked()
    for number in range(24):
        need(norcia, f"Ancora {number}")

    assert asked() == one


def test_the_next_page_keeps_the_choice(norcia):
    for number in range(21):
        need(norcia, f"Turno {number}")

    assert "?comune=norcia&amp;pagina=2" in read(PAGE + "?comune=norcia")


def test_the_first_page_of_the_portal_shows_three_those_of_the_remembered_comune_first(norcia, foligno):
    for number in range(4):
        need(norcia, f"A Norcia {number}")
    need(foligno, "A Foligno", days=9)
    browser = Client()
    browser.cookies["comune"] = "foligno"

    assert read("/").count("A Norcia") == 3
    assert "A Foligno" in browser.get("/").content.decode()


def test_where_nobody_asks_the_first_page_says_nothing():
    assert "una-mano" not in read("/")
