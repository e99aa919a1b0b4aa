"""Who has only SPID or CIE is recognised again before what is delicate; and everybody goes where they were going."""

from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from networking.identity import again
from tests.factories import signed_in
from tests.house.test_house import named_views
from tests.identity.steps import arrive

DELICATE = ["/profilo/password/imposta/", "/profilo/email/", "/profilo/chiudi/", "/profilo/i-miei-dati/"]
HALF_AN_HOUR = 1800


@pytest.fixture
def maria(client, issuer):
    """Somebody who has just entered with SPID or CIE."""
    arrive(client, issuer)
    client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove"})
    return client


@pytest.fixture
def later(monkeypatch):
    """Half an hour later, as the page that asks sees it."""
    moment = again.time.time() + HALF_AN_HOUR
    monkeypatch.setattr(again, "time", type("Clock", (), {"time": staticmethod(lambda: moment)}))


@pytest.mark.parametrize("path", DELICATE)
def test_asvs_7_5_1_who_has_no_password_is_recognised_again_before_what_is_delicate(maria, later, path):
    for answer in (maria.get(path), maria.post(path)):
        assert answer.url == f"/accedi/spid-cie/?next={path.replace('/', '%2F')}"


def test_asvs_7_5_1_nobody_else_connects_their_own_identity_to_an_account_left_open(maria, later):
    asked = maria.post("/profilo/identita/collega/")

    assert asked.url == "/accedi/spid-cie/?next=%2Fprofilo%2Fidentita%2F"


def test_asvs_7_5_1_once_recognised_they_are_back_on_the_page(maria, issuer, later, monkeypatch):
    asked = maria.get("/profilo/password/imposta/")
    page = maria.get(asked.url)
    monkeypatch.undo()
    there = maria.post("/accedi/spid-cie/", {"next": "/profilo/password/imposta/"})
    back = maria.get(issuer.back(there.url))

    assert "Conferma che sei tu" in page.content.decode()
    assert 'name="next" value="/profilo/password/imposta/"' in page.content.decode()
    assert back.url == "/profilo/password/imposta/"
    assert maria.get(back.url).status_code == 200


@pytest.mark.parametrize("path", DELICATE)
def test_who_has_just_been_recognised_is_not_asked_again(maria, path):
    assert "/accedi/spid-cie/" not in maria.get(path).get("Location", "")


def test_who_has_a_password_is_asked_for_that(as_citizen, issuer, later):
    assert as_citizen.get("/profilo/chiudi/").url.startswith("/accedi/conferma/")


def test_another_person_does_not_answer_for_them(maria, issuer, later):
    """Whoever is recognised in their place is somebody else, and sees their own account, or none."""
    issuer.person |= {"sub": "un'altra", "fiscal_number": None}
    there = maria.post("/accedi/spid-cie/", {"next": "/profilo/password/imposta/"})
    maria.get(issuer.back(there.url))

    assert maria.get("/profilo/password/imposta/").url.startswith("/accedi/spid-cie/?next=")


def test_one_arrives_where_one_was_going_the_first_time_and_the_next(client, issuer):
    there = client.post("/accedi/spid-cie/", {"next": "/profilo/email/"})
    client.get(issuer.back(there.url))
    first = client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove"})
    elsewhere = Client()
    page = elsewhere.get("/accedi/?next=/profilo/email/").content.decode()
    there = elsewhere.post("/accedi/spid-cie/", {"next": "/profilo/email/"})
    again_there = elsewhere.get(issuer.back(there.url))

    assert page.count('name="next" value="/profilo/email/"') >= 2
    assert first.url == again_there.url == "/profilo/email/"


@pytest.mark.parametrize("place", ["https://altrove.example/", "//altrove.example/", "javascript:alert(1)"])
def test_asvs_3_7_2_next_leads_nowhere_else(client, issuer, place):
    there = client.post("/accedi/spid-cie/", {"next": place})
    client.get(issuer.back(there.url))
    first = client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove"})

    assert "altrove.example" not in client.get("/accedi/spid-cie/", {"next": place}).content.decode()
    assert first.url == "/profilo/"


def test_no_page_that_asks_for_the_password_again_is_forgotten(citizen, issuer):
    """By their own marks: whoever writes such a page must name it in DELICATE, or here with the reason."""
    need_a_second_factor = {name for name, *_ in named_views() if name.startswith("mfa_")}
    # Ending one's sessions elsewhere harms nobody; of identities, the last way in is never taken away.
    harmless = {"usersessions_list", "identity_connections"}
    asking = set()
    for name, *_ in named_views():
        with suppress(NoReverseMatch):
            path = reverse(name)
            for answer in (signed_in(citizen).get(path), signed_in(citizen).post(path)):
                if answer.get("Location", "").startswith("/accedi/conferma/"):
                    asking.add(name)

    assert asking - need_a_second_factor - harmless <= again.DELICATE
    assert {"account_close", "networking:data_copy"} <= asking
