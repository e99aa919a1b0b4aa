"""The board decides, a volunteer hands in a receipt from the telephone, it is approved, paid, and she is thanked."""

import io
from datetime import date

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import expenses, factories, volunteering
from tests.journeys.conftest import tick
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DESK = "/volontariato/coordinamento/rimborsi/"


@pytest.fixture
def norcia(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def marta(norcia):
    user = factories.person(
        "marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta D'Angelo"
    )
    user.person.birth_date = date(1980, 3, 4)
    user.person.save()
    volunteering.able(user.person)
    return user


@pytest.fixture
def treasurer(norcia):
    return factories.person(
        "conti@example.org", RoleKind.ADMINISTRATOR, everywhere=True, full_name="Carla Conti"
    )


def photo() -> dict:
    picture = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(picture, "JPEG")
    return {"name": "scontrino.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def write_the_decision(page: Page, portal: str) -> None:
    page.goto(f"{portal}{DESK}delibere/nuova/")
    looks_right(page)
    today = timezone.localdate().isoformat()
    page.get_by_label("Ente che rimborsa").select_option(index=1)
    page.get_by_label("Numero").fill("12")
    page.get_by_label("Presa il").fill(today)
    page.get_by_label("Vale dal").fill(today)
    tick(page, "Compagnia a casa")
    car = page.get_by_role("group", name="Auto propria")
    tick(car, "Anche con autocertificazione")
    car.get_by_label("Con la ricevuta").fill("40,00")
    page.get_by_role("button", name="Scrivi la delibera").click()
    expect(page.get_by_role("heading", name="delibera n. 12")).to_be_visible()
    looks_right(page)


def ask(page: Page, portal: str) -> None:
    """First too much on her word, and it says so; then with the receipt."""
    page.goto(f"{portal}/volontariato/rimborsi/")
    page.get_by_role("link", name="Chiedi un rimborso").click()
    looks_right(page)
    page.get_by_label("Per quale aiuto").select_option(label="Compagnia a casa")
    page.get_by_label("Che spesa è").select_option(label="auto propria")
    page.get_by_label("Per che cosa").fill("benzina per Cascia")
    page.get_by_label("Quanto hai speso").fill("12,50")
    tick(page, "Con autocertificazione, senza ricevuta")
    page.get_by_role("button", name="Chiedi il rimborso").click()
    refused = page.get_by_text("Con autocertificazione si arriva a 10,00 € al giorno.", exact=True)
    expect(refused).to_be_visible()
    expect(page.get_by_label("Per che cosa")).to_have_value("benzina per Cascia")
    looks_right(page)
    tick(page, "Con la ricevuta o lo scontrino")
    page.get_by_label("Foto o PDF della ricevuta").set_input_files(photo())
    page.get_by_role("button", name="Chiedi il rimborso").click()
    expect(page.get_by_role("heading", name="12,50 €")).to_be_visible()
    looks_right(page)


def decide_pay_and_thank(page: Page, portal: str) -> None:
    page.goto(f"{portal}{DESK}")
    looks_right(page)
    page.get_by_role("link", name="Marta D'Angelo: 12,50 €").click()
    looks_right(page)
    page.get_by_role("button", name="Approva", exact=True).click()
    tick(page, "Marta D'Angelo: 12,50 €")
    page.get_by_role("button", name="Segna come pagati").click()
    expect(page.get_by_text("1 rimborso pagato.")).to_be_visible()
    page.goto(f"{portal}/volontariato/coordinamento/grazie/")
    page.get_by_label("Le tue parole").fill("Grazie Marta, di cuore.")
    tick(page, "Marta D'Angelo")
    looks_right(page)
    page.get_by_role("button", name="Manda il grazie").click()
    expect(page.get_by_text("Grazie detto a 1 persona.")).to_be_visible()


def test_from_the_receipt_to_the_payment_and_a_thank_you(page: Page, portal, marta, treasurer):
    volunteering.kind(name="Compagnia a casa")
    enter(page, portal, treasurer)
    write_the_decision(page, portal)
    enter(page, portal, marta)
    ask(page, portal)
    enter(page, portal, treasurer)
    decide_pay_and_thank(page, portal)
    enter(page, portal, marta)
    page.goto(f"{portal}/volontariato/rimborsi/")
    expect(page.get_by_text("pagato,")).to_be_visible()
    page.goto(f"{portal}/volontariato/grazie/")
    expect(page.get_by_text("Grazie Marta, di cuore.")).to_be_visible()
    looks_right(page)

    assert expenses.claims().get().state == "paid"
