"""A citizen asks to join, the board admits, the fee is paid, the receipt is downloaded."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import membering
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def book(portal):
    made = membering.book(purpose="Chi si associa decide con gli altri che cosa fare ogni anno.")
    membering.fee(made, timezone.localdate().year, amount=Decimal("15.00"))
    membering.decision(made, title="Ammissione di Rita Luzi")
    return made


@pytest.fixture
def rita(book):
    return membering.citizen("rita@example.org", "Rita Luzi")


def ask(page: Page, portal: str) -> None:
    page.goto(f"{portal}/associazione/")
    looks_right(page)
    page.get_by_role("link", name="Chiedi di associarti").click()
    page.get_by_role("button", name="Manda la domanda").click()
    expect(page.get_by_text("Senza questo impegno la domanda non si può mandare.").first).to_be_visible()
    looks_right(page)
    page.locator("label", has_text="Ho letto che cosa vuol dire associarsi").click()
    page.get_by_role("button", name="Manda la domanda").click()
    expect(page.get_by_text("in attesa della decisione")).to_be_visible()
    looks_right(page)


def admit_and_take_the_fee(page: Page, portal: str) -> None:
    page.goto(f"{portal}/associazione/tenuta/")
    looks_right(page)
    page.get_by_role("link", name="Rita Luzi").click()
    looks_right(page)
    page.get_by_label("Con quale decisione").select_option(index=1)
    page.get_by_text("La domanda è accolta", exact=True).click()
    page.get_by_role("button", name="Scrivi la risposta").click()
    expect(page.get_by_text("Risposta scritta")).to_be_visible()
    page.get_by_role("link", name="Associati e quote").click()
    looks_right(page)
    page.get_by_role("link", name="Scrivi il versamento").click()
    looks_right(page)
    page.get_by_role("button", name="Scrivi e prepara la ricevuta").click()
    expect(page.get_by_text("Quota scritta")).to_be_visible()


def test_a_citizen_joins_pays_and_has_the_receipt(page: Page, portal, book, rita):
    enter(page, portal, rita)
    ask(page, portal)
    enter(page, portal, membering.keeper())
    admit_and_take_the_fee(page, portal)

    enter(page, portal, rita)
    page.goto(f"{portal}/associazione/mia/")
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Ricevuta 1/").click()
    assert download.value.suggested_filename.startswith("ricevuta-")
    page.get_by_role("link", name="Leggi il libro degli associati").click()
    expect(page.get_by_text("1. Ammissione")).to_be_visible()
    looks_right(page)
