"""The secretary reads the register, mends a line, and has it signed: the PDF leaves, comes back signed, is believed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import RoleKind
from tests import factories, signing, volunteering
from tests.journeys.test_substitutes import looks_right
from volunteers.models import RegisterSeal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def secretary(portal):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def authority(settings, tmp_path):
    settings.SIGNATURE_TRUST_FOLDER = str(tmp_path)
    found = signing.Authority()
    found.trusted_in(tmp_path)
    return found


def enter(page: Page, portal: str, user) -> None:
    session = factories.signed_in(user).session
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])


def correct_a_line(page: Page) -> None:
    page.get_by_role("link", name="volontari non occasionali").first.click()
    looks_right(page)
    page.get_by_role("link", name="D'Angelo Niccolò").click()
    looks_right(page)
    page.get_by_role("link", name="Correggi").click()
    page.get_by_label("Residenza").fill("Via Nuova 2, Norcia")
    page.get_by_label("Codice fiscale").fill("RSSMRA80C44F935A")
    page.get_by_label("Che cosa era sbagliato").fill("La via.")
    page.get_by_role("button", name="Scrivi la rettifica").click()
    expect(page.get_by_text("Questo codice fiscale non torna").first).to_be_visible()
    looks_right(page)
    page.get_by_label("Codice fiscale").fill("")
    page.get_by_role("button", name="Scrivi la rettifica").click()
    expect(page.locator("del")).to_have_text("Via Roma 1, Norcia")
    expect(page.locator("ins")).to_have_text("Via Nuova 2, Norcia")
    looks_right(page)


def test_a_line_is_mended_and_the_year_is_signed(page: Page, portal, secretary, authority):
    volunteering.line(factories.human("Niccolò D'Angelo", birth_date=date(1980, 3, 4)))
    enter(page, portal, secretary)
    page.goto(f"{portal}/volontari/registro/")
    expect(page.get_by_text("tutte le righe sono come sono state scritte")).to_be_visible()
    looks_right(page)
    correct_a_line(page)

    page.goto(f"{portal}/volontari/registro/")
    page.get_by_role("link", name="Firme di ogni anno").click()
    looks_right(page)
    page.get_by_role("button", name="Prepara il PDF da firmare").click()
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Scarica il PDF da firmare").click()
    drawn = download.value.path().read_bytes()
    hand_in(page, drawn)
    expect(page.get_by_text("nessuna firma digitale").first).to_be_visible()
    looks_right(page)
    hand_in(page, signed_outside(authority, drawn))

    expect(page.get_by_text(signing.WHO)).to_be_visible()
    looks_right(page)
    seal = RegisterSeal.objects.get()
    assert (seal.how, seal.year, seal.last) == ("digital", timezone.localdate().year, 2)


def signed_outside(authority: signing.Authority, drawn: bytes) -> bytes:
    """Playwright's loop is in this thread, and signing has one of its own."""
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(authority.pades, drawn).result()


def hand_in(page: Page, content: bytes) -> None:
    file = {"name": "registro.pdf", "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Il file firmato").set_input_files(file)
    page.get_by_role("button", name="Controlla e conserva").click()
