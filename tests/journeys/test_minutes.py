"""The secretary writes the minutes, who was there corrects, who presided approves; a citizen checks the PDF they hold."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.models import Minutes
from governance.sitting import holding
from networking.models import RoleKind
from tests import factories, governing
from tests.governance import seated
from tests.journeys.conftest import tick
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAME = "Cabina di Regia interterritoriale"


@pytest.fixture
def secretary(portal):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def ilaria(portal):
    return factories.person("ilaria@example.org", RoleKind.CITIZEN, full_name="Ilaria Cocchi")


@pytest.fixture
def held(ilaria):
    """A meeting that ended a while ago, in which Ilaria presided."""
    body = governing.body(name=NAME, is_public=True)
    governing.mandate(body, ilaria.person, task="chair")
    others = [governing.mandate(body).person for _each in range(2)]
    at = timezone.now() - timedelta(days=3)
    meeting = governing.meeting(
        body,
        state="open",
        title="Seduta di novembre",
        first_call_at=at,
        chair=ilaria.person,
        chair_name="Ilaria Cocchi",
        secretary_name="Teresa Onofri",
    )
    seated.enter(meeting, ilaria.person, *others, now=at)
    holding.end(meeting, now=at + timedelta(hours=2))
    return meeting


def write(page: Page, portal: str, held) -> None:
    page.goto(f"{portal}/governo/riunioni/{held.pk}/")
    page.get_by_role("button", name="Scrivi il verbale").click()
    looks_right(page)
    part = page.get_by_label("Apertura")
    part.fill("Si parla degli sportelli.\n\nLa signora Neri ha bisogno di un aiuto in casa.")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_text("Salvato: versione 2.")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Scegli gli omissis").click()
    looks_right(page)
    tick(page, "La signora Neri")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_text("Omissis nella copia per tutti")).to_be_visible()
    page.get_by_role("link", name="Le versioni").click()
    expect(page.locator("ins")).to_contain_text("La signora Neri")
    looks_right(page)
    page.go_back()
    page.get_by_role("button", name="Mostra a chi c'era").click()
    expect(page.get_by_text("può chiedere correzioni")).to_be_visible()


def ask_for_a_correction(page: Page, portal: str, minutes: Minutes) -> None:
    page.goto(f"{portal}/governo/verbali/{minutes.pk}/")
    page.get_by_role("link", name="Chiedi una correzione").click()
    page.get_by_role("button", name="Chiedi la correzione").click()
    expect(page.get_by_label("Che cosa va corretto")).to_have_attribute("aria-invalid", "true")
    looks_right(page)
    page.get_by_label("Che cosa va corretto").fill("Mancano gli orari.")
    page.get_by_role("button", name="Chiedi la correzione").click()
    expect(page.get_by_text("chi verbalizza ti risponde").first).to_be_visible()


def answer_and_propose(page: Page, portal: str, minutes: Minutes) -> None:
    page.goto(f"{portal}/governo/verbali/{minutes.pk}/")
    looks_right(page)
    page.get_by_role("button", name="Proponi per l'approvazione").click()
    expect(page.get_by_text("prima si risponde")).to_be_visible()
    tick(page, "non accolta")
    page.get_by_role("button", name="Rispondi").click()
    expect(page.get_by_text("Scrivi perché non si accoglie.").first).to_be_visible()
    looks_right(page)
    page.get_by_label("Risposta").fill("Gli orari sono nella decisione.")
    page.get_by_role("button", name="Rispondi").click()
    page.get_by_role("button", name="Proponi per l'approvazione").click()
    expect(page.get_by_text("adesso il testo non si scrive")).to_be_visible()


def approve(page: Page, portal: str, minutes: Minutes) -> None:
    page.goto(f"{portal}/governo/verbali/{minutes.pk}/")
    page.get_by_role("link", name="Rileggi e approva").click()
    looks_right(page)
    page.get_by_role("button", name="Approvo").click()
    expect(page.get_by_text("da adesso il verbale non cambia più")).to_be_visible()
    looks_right(page)


def sign_and_publish(page: Page, portal: str, minutes: Minutes) -> None:
    page.goto(f"{portal}/governo/verbali/{minutes.pk}/")
    page.get_by_role("link", name="Fai firmare").click()
    looks_right(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Scarica il verbale da firmare").click()
    page.get_by_label("La copia del verbale firmato su carta").set_input_files(
        {"name": "firmato.pdf", "mimeType": "application/pdf", "buffer": given.value.path().read_bytes()}
    )
    page.get_by_label("Chi ha firmato").fill("Ilaria Cocchi")
    page.get_by_role("button", name="Conserva la copia").click()
    page.get_by_role("button", name="Trascrivi nel libro").click()
    page.get_by_role("button", name="Pubblica la copia per tutti").click()
    expect(page.get_by_text("chiunque può leggere")).to_be_visible()
    page.get_by_role("link", name="Il libro dei verbali").click()
    expect(page.get_by_text("ed è intatto")).to_be_visible()
    looks_right(page)


def check(page: Page, portal: str) -> None:
    """A citizen: the project, the copy for everybody, whether it is true; and with one byte changed."""
    page.context.clear_cookies()
    page.goto(f"{portal}/il-progetto/")
    page.get_by_role("link", name="I verbali per tutti").click()
    looks_right(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Seduta di novembre").click()
    content = given.value.path().read_bytes()
    page.get_by_role("link", name="Hai un verbale in PDF?").click()
    looks_right(page)
    hand_in(page, content)
    expect(page.get_by_role("heading", name="È vero")).to_be_visible()
    expect(page.get_by_text("copia per tutti del verbale approvato")).to_be_visible()
    looks_right(page)
    middle = len(content) // 2
    hand_in(page, content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    expect(page.get_by_role("heading", name="Non lo riconosciamo")).to_be_visible()
    looks_right(page)


def hand_in(page: Page, content: bytes) -> None:
    page.get_by_label("Il verbale da controllare").set_input_files(
        {"name": "verbale.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Controlla", exact=True).click()


def test_from_the_draft_to_a_citizen_who_checks(page: Page, portal, secretary, ilaria, held):
    enter(page, portal, secretary)
    write(page, portal, held)
    minutes = Minutes.objects.for_everyone(reason="prova").get()
    enter(page, portal, ilaria)
    ask_for_a_correction(page, portal, minutes)
    enter(page, portal, secretary)
    answer_and_propose(page, portal, minutes)
    enter(page, portal, ilaria)
    approve(page, portal, minutes)
    enter(page, portal, secretary)
    sign_and_publish(page, portal, minutes)
    check(page, portal)
