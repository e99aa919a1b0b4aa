"""Somebody follows long work on its page, with and without JavaScript, cancels it, fetches what it gives."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from networking import jobs
from networking.models import Job, RoleKind
from services import jobs as sheet_jobs
from services.models import Organization
from tests import factories
from tests.journeys.conftest import DESKTOP, overflows, sign_in, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PATIENCE = 20


class Gates:
    """Where the work waits until the story lets it go on."""

    half, end = Event(), Event()


def gated(_job, tell):
    tell(10, "Raccolgo le righe")
    Gates.half.wait(PATIENCE)
    tell(60, "Scrivo il documento")
    while not Gates.end.wait(0.1):
        tell(60, "Scrivo il documento")
    return jobs.Result(b"fatto", "elenco.txt", "text/plain")


KINDS = [
    jobs.Kind(
        "gated",
        label="Un elenco lungo",
        do=gated,
        ready="L'elenco è pronto.",
        back=lambda _job: reverse("networking:profile"),
        back_label="Torna alla tua area",
    )
]


@pytest.fixture
def portal(live_server, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return live_server.url


@pytest.fixture
def asked(portal, citizen, settings):
    settings.JOB_KINDS = [f"{__name__}.KINDS"]
    Gates.half.clear()
    Gates.end.clear()
    return jobs.ask("gated", by=citizen, now=timezone.now())


@contextmanager
def a_worker():
    """A worker at work while the story goes on."""

    def work():
        try:
            jobs.run()
        finally:
            connection.close()

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        Gates.half.set()
        Gates.end.set()
        thread.join(PATIENCE)


def is_well(page):
    """What axe finds, and whether the page must be scrolled sideways."""
    return violations(page) == [] and not overflows(page)


def test_one_follows_it_as_it_goes_on_and_cancels_it(page, portal, citizen, asked):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    page.get_by_role("link", name="I tuoi lavori").click()
    assert is_well(page)
    page.get_by_role("main").get_by_role("link", name="Un elenco lungo").click()
    expect(page.locator("#stato")).to_contain_text("Sei il prossimo")
    assert is_well(page)

    with a_worker():
        expect(page.locator("#stato")).to_contain_text("Raccolgo le righe…")
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "10")
        assert is_well(page)
        look_again = page.get_by_role("link", name="Guarda a che punto è")
        look_again.focus()
        Gates.half.set()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "60")
        expect(page.locator("#annuncio")).to_have_text("Fatto il 50 per cento.")
        expect(look_again).to_be_focused()
        page.get_by_role("button", name="Annulla").click()
        expect(page.locator("#stato")).to_contain_text("L'hai annullato")
        assert is_well(page)

    page.get_by_role("link", name="I tuoi lavori").first.click()
    expect(page.get_by_role("main")).to_contain_text("Annullato")
    assert not Job.objects.for_everyone(reason="prova").get().file


def test_the_page_says_by_itself_when_it_is_ready_and_then_stops_asking(
    page, portal, citizen, asked, tmp_path
):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    page.goto(f"{portal}{asked.get_absolute_url()}")
    Gates.half.set()
    Gates.end.set()

    with a_worker():
        expect(page.locator("#stato")).to_contain_text("L'elenco è pronto.")

    expect(page.locator("#annuncio")).to_have_text("L'elenco è pronto.")
    assert is_well(page)
    asks = []
    page.on("request", lambda request: asks.append(request.url))
    page.wait_for_timeout(3000)
    assert asks == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Scarica").click()
    waiting.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"fatto"


def test_without_javascript_a_link_looks_again_and_a_button_cancels(
    browser, browser_context_args, portal, citizen, asked
):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, portal, citizen.email, factories.PASSWORD)
        page.goto(f"{portal}{asked.get_absolute_url()}")
        expect(page.locator("#stato")).to_contain_text("Sei il prossimo")
        with a_worker():
            expect_after_looking(page, "Raccolgo le righe…")
            Gates.half.set()
            expect_after_looking(page, "60%")

            page.get_by_role("button", name="Annulla").click()

            expect(page.locator("#stato")).to_contain_text("L'hai annullato")
    assert Job.objects.for_everyone(reason="prova").get().state == "cancelled"


def expect_after_looking(page, words):
    """Press the link until the page says so."""
    for _each in range(10):
        page.get_by_role("link", name="Guarda a che punto è").click()
        if words in page.locator("#stato").inner_text():
            return
        page.wait_for_timeout(500)
    expect(page.locator("#stato")).to_contain_text(words)


@pytest.fixture
def whole_administrator(portal):
    return factories.person("tutto@example.org", RoleKind.ADMINISTRATOR, everywhere=True)


@pytest.mark.parametrize("width", [360, DESKTOP["width"]])
def test_a_long_sheet_is_looked_at_and_written_while_one_waits(
    page, portal, whole_administrator, monkeypatch, width
):
    monkeypatch.setattr(sheet_jobs, "ROWS_AT_ONCE", 2)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, portal, whole_administrator.email, factories.PASSWORD)
    page.goto(f"{portal}/gestione/services/organization/importa/")
    rows = "\n".join(["Codice;Nome;Tipo;Comune", *(f";Coro {each};Associazione;Cascia" for each in range(3))])
    page.get_by_label("Foglio").set_input_files(
        {"name": "cori.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Guarda che cosa cambierebbe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Che cosa cambierebbe: enti")
    jobs.run()
    page.get_by_role("link", name="Guarda che cosa cambierebbe").click()
    page.get_by_role("button", name="Scrivi 3 righe nel catalogo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scrivere un foglio: enti")
    assert is_well(page)

    jobs.run()

    expect(page.locator("#stato")).to_contain_text("3 righe nuove. 0 righe cambiate.")
    assert is_well(page)
    page.get_by_role("link", name="Vai all'elenco").click()
    expect(page.get_by_role("link", name="Coro 1")).to_be_visible()
    assert Organization.objects.filter(name__startswith="Coro").count() == 3
