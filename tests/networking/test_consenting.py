"""Agreeing and stopping: the link at the foot of a mail is looked at by programs, and only a POST changes anything."""

import pytest
from django.utils import timezone

from networking import consenting
from networking.models import Consent
from tests import factories

pytestmark = pytest.mark.django_db
NEWS = Consent.Purpose.NEWS


@pytest.fixture
def emma(norcia, now):
    person = factories.human("Emma Anziana", comune=norcia, email="emma@example.org")
    consenting.give(person, NEWS, through="desk", now=now)
    return person


def address(person):
    return f"/notizie/basta/{consenting.stop_token(person, NEWS)}/"


def test_asvs_3_5_3_opening_the_link_changes_nothing(client, emma):
    page = client.get(address(emma))

    assert page.status_code == 200
    assert consenting.agrees(emma, NEWS)


def test_the_button_stops_the_news_and_pressing_twice_is_no_mistake(client, emma):
    pages = [client.post(address(emma)) for _each in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert not consenting.agrees(emma, NEWS)


def test_asvs_9_1_1_a_link_changed_by_a_letter_stops_nobody(client, emma):
    wrong = address(emma)[:-3] + "xx/"

    assert client.post(wrong).status_code == 404
    assert consenting.agrees(emma, NEWS)


def test_asvs_9_2_1_a_link_expires(client, emma, monkeypatch):
    old = address(emma)
    monkeypatch.setattr(consenting, "LINK_LASTS", -1)

    assert "non vale più" in client.post(old).content.decode()
    assert consenting.agrees(emma, NEWS)


def test_the_link_stops_its_owners_news_and_nobody_elses(client, emma, norcia, now):
    other = factories.human(comune=norcia, email="o@example.org")
    consenting.give(other, NEWS, through="desk", now=now)

    client.post(address(emma))

    assert consenting.agrees(other, NEWS)


def test_the_page_names_nobody_and_tells_no_other_site_where_one_was(client, emma):
    page = client.get(address(emma))

    assert "Emma" not in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"


def test_one_begins_and_stops_in_ones_own_area(as_citizen, citizen):
    as_citizen.post("/profilo/notizie/scegli/", {"notizie": "si"})
    assert consenting.agrees(citizen.person, NEWS)

    as_citizen.post("/profilo/notizie/scegli/", {"notizie": "no"})
    assert not consenting.agrees(citizen.person, NEWS)


def test_what_was_agreed_stays_written_after_it_is_taken_back(emma, now):
    consenting.take_back(emma, NEWS, through="own", now=now)

    kept = Consent.objects.for_everyone(reason="prova").get()
    assert (kept.given_through, kept.withdrawn_through) == ("desk", "own")


def test_agreeing_twice_is_agreeing_once(emma):
    consenting.give(emma, NEWS, through="own", now=timezone.now())

    assert Consent.objects.for_everyone(reason="prova").count() == 1
