"""The whole sign-in with a real issuer, certified by the OpenID Foundation."""

from urllib.parse import urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client

from networking.models import User
from tests.identity import real_issuer
from tests.identity.steps import people, trust

RETURN = "http://testserver/accedi/spid-cie/ritorno/"


@pytest.fixture(scope="module")
def address():
    with real_issuer.running(RETURN) as running:
        yield running


@pytest.fixture
def real(db, settings, address):
    """The portal trusts the real issuer."""
    cache.clear()
    trust(settings, address, secret=real_issuer.SECRET)
    return address


def recognised(client, choice):
    """Go to the issuer, choose there, come back: the portal's answer."""
    person = requests.Session()
    page = person.get(client.post("/accedi/spid-cie/").url, timeout=10)
    back = person.post(f"{page.url}/{choice}", allow_redirects=False, timeout=10)
    while not back.headers["Location"].startswith(RETURN):
        back = person.get(back.headers["Location"], allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def test_level_2_leads_in_and_back_in(client, real):
    first = recognised(client, "2")
    client.post(first.url, {"email": "maria@example.org", "comune": "norcia"})
    elsewhere = Client()
    recognised(elsewhere, "2")
    person = people().get()

    assert first.url == "/iscriviti/spid-cie/"
    assert (person.full_name, person.codice_fiscale) == ("Maria Rossi", "RSSMRA80C52F935E")
    assert client.session["_auth_user_id"] == elsewhere.session["_auth_user_id"] == str(User.objects.get().pk)


def test_level_1_does_not(client, real):
    answer = recognised(client, "1")

    assert "Serve un livello di sicurezza più alto" in answer.content.decode()
    assert not User.objects.exists()


def test_who_changes_their_mind_is_told_that_nothing_happened(client, real):
    assert recognised(client, "annulla").url == "/accedi/spid-cie/annullato/"
    assert not User.objects.exists()


def test_asvs_10_2_1_the_issuer_refuses_who_asks_without_pkce(client, real, settings):
    """The control: the challenge is really asked for, and really ours."""
    there = client.post("/accedi/spid-cie/").url
    without = "&".join(part for part in there.split("&") if not part.startswith("code_challenge"))
    answer = requests.get(without, allow_redirects=False, timeout=10)

    assert "error=invalid_request" in answer.headers["Location"]
    assert requests.get(there, timeout=10).ok
