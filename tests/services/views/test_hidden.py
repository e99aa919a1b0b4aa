"""What is hidden is hidden everywhere: a sheet not published, a contact not public, a place protected."""

import pytest

from services.models import Place, Service, Topic
from services.search import loading
from tests import factories

SECRETS = ("+390743000111", "0743 000111", "segreta@example.org")
PROTECTED = (
    "Casa delle Ginestre",
    "Vicolo Nascosto",
    "Frazione Segreta",
    "Suona due volte",
    "Si entra senza gradini</dt>",
    "42.7123",
    "13.0987",
)


@pytest.fixture
def service(norcia):
    made = factories.service(
        "Rifugio Zaffiro",
        comune=norcia,
        keywords=["zaffiro"],
        serves_everywhere=True,
        access_modes=["phone"],
    )
    made.category.topics.add(Topic.objects.get(slug="servizio-sociale"))
    return made


def pages(service):
    """Every public address on which the service, or what belongs to it, could appear."""
    return [
        service.get_absolute_url(),
        f"{service.get_absolute_url()}segnala-un-errore/",
        f"/s/{service.short_code}/",
        "/",
        "/servizi/",
        "/servizi/?q=zaffiro",
        "/servizi/?q=rifugio&comune=norcia",
        "/servizi/?q=zafiro",
        "/servizi/?q=ginestre",
        "/servizi/suggerimenti/?q=zaff",
        "/servizi/suggerimenti/?q=rifugio",
        "/servizi/suggerimenti/?q=ginestre",
        "/mappa/?q=zaffiro",
        "/mappa/dati.json",
        "/mappa/dati.json?q=zaffiro",
        "/sitemap.xml",
        "/sitemap-servizi.xml",
        f"/categorie/{service.category.slug}/",
        f"/categorie/{service.category.parent.slug}/",
        "/argomenti/servizio-sociale/",
        "/situazioni/mi-prendo-cura-di-un-genitore/",
        service.organization.get_absolute_url(),
        "/comuni/norcia/",
        "/comuni/sellano/",
        "/zone/zona-6/",
    ]


def everything(client, service):
    """What those pages say; a page that is not there says nothing (it only repeats what was asked)."""
    answers = {address: client.get(address) for address in pages(service)}
    return {
        address: answer.content.decode() if answer.status_code != 404 else ""
        for address, answer in answers.items()
    }


def test_a_published_sheet_is_found_where_the_other_tests_look(client, service):
    """The control: if nothing showed it, hiding it would prove nothing."""
    told = everything(client, service)

    assert [
        address
        for address in (
            service.get_absolute_url(),
            "/servizi/?q=zaffiro",
            "/sitemap-servizi.xml",
            f"/categorie/{service.category.slug}/",
            "/argomenti/servizio-sociale/",
            "/comuni/norcia/",
        )
        if "Rifugio Zaffiro" not in told[address] and service.slug not in told[address]
    ] == []


@pytest.mark.parametrize("state", [{"published_at": None}, {"withdrawn_at": "2026-11-01T10:00Z"}])
def test_an_unpublished_sheet_appears_nowhere(client, service, state):
    everything(client, service)  # the index knows it
    Service.objects.update(**state)

    told = everything(client, service)

    assert [page for page, text in told.items() if "Zaffiro" in text or service.slug in text] == []


def test_a_sheet_never_published_appears_nowhere(client, service):
    Service.objects.update(published_at=None)

    told = everything(client, service)

    assert [page for page, text in told.items() if "Zaffiro" in text or service.slug in text] == []


def test_a_hidden_contact_appears_nowhere(client, service):
    factories.contact(service, phone=SECRETS[0], email=SECRETS[2], is_public=False)

    told = everything(client, service)

    assert [page for page, text in told.items() if any(secret in text for secret in SECRETS)] == []


def test_a_protected_place_appears_nowhere(client, service):
    Place.objects.update(
        is_protected=True,
        name=PROTECTED[0],
        address=f"{PROTECTED[1]} 7",
        locality=PROTECTED[2],
        access_notes=PROTECTED[3],
        step_free=Place.Access.YES,
        latitude=42.7123,
        longitude=13.0987,
    )

    told = everything(client, service)

    assert [page for page, text in told.items() if any(secret in text for secret in PROTECTED)] == []
    assert "riservato" in told[service.get_absolute_url()]


@pytest.mark.parametrize(
    ("model", "state", "words"),
    [
        (Place, {"is_protected": True}, "ginestre"),
        (Service, {"withdrawn_at": "2026-11-01T10:00Z"}, "zaffiro"),
    ],
)
def test_what_was_hidden_now_is_not_proposed_before_the_index_hears_of_it(
    client, service, model, state, words
):
    Place.objects.update(name=PROTECTED[0])
    address = f"/servizi/suggerimenti/?q={words}"
    client.get("/servizi/")  # the index knows it
    assert client.get(address).json()["proposals"]

    model.objects.update(**state)

    assert client.get(address).json()["proposals"] == []


@pytest.fixture
def index_behind(monkeypatch):
    """From when it is called, somebody else is indexing and does not finish."""
    return lambda: monkeypatch.setattr(loading, "refresh_stale", lambda **_how: 0)


def test_a_withdrawn_sheet_is_hidden_even_while_the_index_is_behind(client, service, index_behind):
    everything(client, service)
    index_behind()
    Service.objects.update(withdrawn_at="2026-11-01T10:00Z")

    told = everything(client, service)

    assert [page for page, text in told.items() if "Zaffiro" in text or service.slug in text] == []


def test_a_protected_place_is_hidden_even_while_the_index_is_behind(client, service, index_behind):
    Place.objects.update(name=PROTECTED[0], address=PROTECTED[1], latitude=42.7123, longitude=13.0987)
    everything(client, service)
    index_behind()
    Place.objects.update(is_protected=True)

    told = everything(client, service)

    assert [page for page, text in told.items() if any(secret in text for secret in PROTECTED)] == []


def test_a_place_that_becomes_protected_is_forgotten_at_once(client, service):
    Place.objects.update(name=PROTECTED[0], address=PROTECTED[1], latitude=42.7123, longitude=13.0987)
    assert PROTECTED[0] in everything(client, service)[service.get_absolute_url()]

    Place.objects.update(is_protected=True)

    told = everything(client, service)
    assert [page for page, text in told.items() if any(secret in text for secret in PROTECTED)] == []
