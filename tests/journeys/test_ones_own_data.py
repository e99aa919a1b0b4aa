"""Somebody asks for a copy of their data, reads how long it is kept, says what they cannot do, and leaves."""

import zipfile

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from networking import jobs
from networking.models import PageReport, User
from tests import factories
from tests.journeys.conftest import DESKTOP, overflows, sign_in, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def portal(live_server, transactional_db):
    return live_server.url


@pytest.fixture
def outbox(settings, tmp_path):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MAIL_FOLDER = tmp_path / "mail"


def say_again_who_one_is(page):
    """Before one's data leave, or are erased, the password is asked again."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Conferma che sei tu")
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Conferma", exact=True).click()


def test_a_copy_is_asked_for_and_the_page_says_by_itself_when_it_is_ready(
    page, portal, citizen, outbox, tmp_path
):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    page.get_by_role("link", name="Una copia dei tuoi dati").click()
    assert violations(page) == []
    page.get_by_role("button", name="Prepara la copia").click()
    say_again_who_one_is(page)
    expect(page.locator("#stato")).to_contain_text("Sei il prossimo")
    assert violations(page) == []
    assert not overflows(page)

    jobs.run()

    expect(page.locator("#stato")).to_contain_text("La copia è pronta")
    assert violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Scarica").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    with zipfile.ZipFile(saved) as archive:
        assert {"dati.json", "dati.html", "dati.pdf"} <= set(archive.namelist())
        opened = tmp_path / "dati.html"
        opened.write_bytes(archive.read("dati.html"))
    page.goto(opened.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("I dati di Persona Diprova")
    assert violations(page) == []
    assert not overflows(page)


def test_without_javascript_a_link_looks_whether_it_is_ready(
    browser, browser_context_args, portal, citizen, outbox
):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, portal, citizen.email, factories.PASSWORD)
        page.goto(f"{portal}/profilo/i-miei-dati/")
        page.get_by_role("button", name="Prepara la copia").click()
        say_again_who_one_is(page)
        expect(page.locator("#stato")).to_contain_text("Sei il prossimo")
        jobs.run()

        page.get_by_role("link", name="Guarda a che punto è").click()

        expect(page.locator("#stato")).to_contain_text("La copia è pronta")


@pytest.mark.parametrize("width", [320, 360, DESKTOP["width"]])
@pytest.mark.parametrize("path", ["privacy/", "accessibilita/"])
def test_what_the_law_asks_for_is_readable_on_every_screen(page, portal, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{portal}/{path}")

    assert violations(page) == []
    assert not overflows(page)


def test_what_stops_somebody_is_said_on_the_page_itself(page, portal):
    page.goto(f"{portal}/accessibilita/")
    page.get_by_label("Che cosa non riesci a fare?").fill("Con la tastiera non esco dalla mappa")
    page.get_by_role("button", name="Invia").click()

    expect(page.get_by_text("Grazie: abbiamo ricevuto la segnalazione.")).to_be_visible()
    assert PageReport.objects.get().path == "/accessibilita/"


def test_closing_the_access_erases_and_one_cannot_come_back(page, portal, citizen, outbox):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    page.goto(f"{portal}/profilo/chiudi/")
    say_again_who_one_is(page)
    page.locator("label", has_text="Ho capito").click()
    page.get_by_role("button", name="Chiudi l'accesso").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Il tuo accesso è chiuso")
    assert not User.objects.filter(email=citizen.email).exists()
    call_command("drain_outbox")
