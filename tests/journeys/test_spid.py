"""Somebody enters with SPID or CIE in a real browser, with a real issuer."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from networking.models import Person
from tests.identity import real_issuer
from tests.identity.steps import trust
from tests.journeys.conftest import overflows, violations

# The browser tells of a request it has held back, or of one it has broken off to go elsewhere.
HELD_BACK = "form-action"


@pytest.fixture
def issuer(live_server, transactional_db):
    cache.clear()
    with real_issuer.running(f"{live_server.url}/accedi/spid-cie/ritorno/") as address:
        yield address


def is_well_made(page: Page) -> bool:
    assert violations(page) == []
    assert not overflows(page)
    return True


def enter(page: Page, portal: str, choice: str) -> None:
    """Press our button, and one of the issuer's."""
    page.goto(f"{portal}/accedi/")
    page.get_by_role("button", name="Entra con SPID o CIE").click()
    page.get_by_role("button", name=choice).click()


def test_the_first_time_and_the_second(page: Page, live_server, issuer, settings):
    portal = live_server.url
    trust(settings, issuer)
    page.goto(f"{portal}/accedi/")
    assert is_well_made(page)

    enter(page, portal, "Sono Maria, livello 2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Completa l'iscrizione")
    expect(page.get_by_role("main")).to_contain_text("Maria Rossi")
    assert is_well_made(page)
    page.get_by_label("Comune di residenza").select_option("norcia")
    page.get_by_role("button", name="Apri il mio accesso").click()
    expect(page).to_have_url(f"{portal}/profilo/")
    assert Person.objects.for_everyone(reason="test").get().comune.slug == "norcia"

    page.goto(f"{portal}/profilo/identita/")
    expect(page.get_by_role("main")).to_contain_text("Collegata il")
    assert is_well_made(page)
    page.goto(f"{portal}/esci/")
    page.get_by_role("main").get_by_role("button", name="Esci").click()
    enter(page, portal, "Sono Maria, livello 2")
    expect(page).to_have_url(f"{portal}/profilo/")


def test_what_goes_wrong_is_said_on_pages_of_ours(page: Page, live_server, issuer, settings, context):
    context.expected_statuses = {403}
    trust(settings, issuer)
    enter(page, live_server.url, "Annulla")
    expect(page.get_by_role("heading", level=1)).to_have_text("Non sei entrata o entrato")
    assert is_well_made(page)

    enter(page, live_server.url, "Sono Maria, livello 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Serve un livello di sicurezza più alto")
    assert is_well_made(page)
    page.get_by_role("button", name="Riprova con SPID o CIE").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chi sei")


def test_chromium_holds_the_form_back_where_the_policy_does_not_name_the_issuer(
    page: Page, live_server, issuer, settings, context
):
    """Why the issuer's address is in the policy, and only it."""
    context.expected_statuses = {HELD_BACK}
    said = []
    page.on("console", lambda line: said.append(line.text))
    trust(settings, issuer, is_in_policy=False)
    page.goto(f"{live_server.url}/accedi/")
    page.get_by_role("button", name="Entra con SPID o CIE").click()

    page.wait_for_timeout(1000)
    assert page.url.startswith(live_server.url)
    assert any(HELD_BACK in line for line in said)
