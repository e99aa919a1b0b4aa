"""The numbers of a month are given to everybody, a report is written, drawn, approved by somebody else, read by anybody."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from governance.indicators import publishing
from governance.indicators.periods import Period, Span
from governance.models import MonitoringReport
from networking import jobs
from networking.models import Comune, Goal, RoleKind
from tests import factories
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right
from tests.measuring import AFTER, definition, feed, read

pytestmark = pytest.mark.journey
QUARTER, WORDS = "2° trimestre 2026", "Siamo venti, e l'anno scorso nessuno."


@pytest.fixture
def prepared(transactional_db, monkeypatch):
    """The numbers of a quarter that wait to be published: one is hidden."""
    feed(monkeypatch, "NW-90")
    made = definition("NW-90", name="Nuovi iscritti", goal=Goal.objects.get(sdg_number=3), threshold=3)
    for slug, many in (("foligno", 9), ("spello", 1), ("bevagna", 4), ("norcia", 6)):
        for _each in range(many):
            factories.human(
                comune=Comune.objects.get(slug=slug),
                birth_date=date(1990, 1, 1),
                created_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
            )
    return publishing.prepare(read(made, Period.of(Span.QUARTER, date(2026, 5, 4))), now=AFTER)


@pytest.fixture
def officer(portal, prepared):
    return factories.person("davide@example.org", RoleKind.MONITORING_OFFICER, everywhere=True)


@pytest.fixture
def member(portal, prepared):
    return factories.person("cabina@example.org", RoleKind.CABINA_MEMBER, everywhere=True)


def publish_and_write(page, portal):
    """The officer gives the numbers, begins a report, writes it; what is empty is said beside it."""
    page.goto(f"{portal}/operatori/monitoraggio/")
    expect(page.get_by_role("row", name="Nuovi iscritti").get_by_text("20")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name=f"Pubblica {QUARTER}").click()
    expect(page.get_by_text("1 numero pubblicato.")).to_be_visible()
    page.get_by_role("button", name="Comincia", exact=True).click()
    expect(page.get_by_role("heading", name=QUARTER)).to_be_visible()
    looks_right(page)
    page.get_by_label("In breve").fill("")
    page.get_by_role("button", name="Salva il testo").click()
    expect(page.get_by_text("Scrivi almeno una frase").first).to_be_visible()
    looks_right(page)
    page.get_by_label("In breve").fill(WORDS)
    page.get_by_role("button", name="Salva il testo").click()
    expect(page.get_by_text("Il testo è salvato.")).to_be_visible()


def draw(page):
    """A worker prepares the PDF, while the officer looks."""
    page.get_by_role("button", name="Prepara il PDF").click()
    looks_right(page)
    jobs.run()
    page.reload()
    page.get_by_role("link", name="Leggi la bozza").click()
    expect(page.get_by_role("link", name="Leggi il PDF")).to_be_visible()
    expect(page.get_by_text("chi scrive un rapporto non lo approva")).to_be_visible()
    looks_right(page)


def approve(page, portal):
    """Who sits in the Cabina finds it on their first page."""
    page.goto(f"{portal}/cabina/")
    looks_right(page)
    page.get_by_role("link", name="Rapporto di monitoraggio n. 1/2026").click()
    looks_right(page)
    page.get_by_role("button", name="Approvo questo PDF").click()
    expect(page.get_by_text("Il rapporto è approvato.")).to_be_visible()
    page.get_by_role("button", name="Pubblica il rapporto").click()
    expect(page.get_by_text("Il rapporto è pubblicato")).to_be_visible()
    looks_right(page)


def test_from_prepared_numbers_to_a_report_that_anybody_reads(page, portal, officer, member):
    enter(page, portal, officer)
    publish_and_write(page, portal)
    draw(page)
    enter(page, portal, member)
    approve(page, portal)

    # Two clicks from the Cabina; and anybody, from the dashboard.
    page.goto(f"{portal}/cabina/")
    with page.expect_download() as paper:
        page.get_by_role("link", name=f"L'ultimo rapporto: {QUARTER} (PDF)").click()
    assert paper.value.suggested_filename == f"rapporto-{MonitoringReport.objects.get().code}.pdf"
    page.context.clear_cookies()
    page.goto(f"{portal}/monitoraggio/")
    page.get_by_role("link", name="I rapporti di monitoraggio").click()
    looks_right(page)
    page.get_by_role("link", name=QUARTER, exact=True).click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    looks_right(page)
