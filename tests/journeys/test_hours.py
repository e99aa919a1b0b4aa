"""A volunteer says how long it was, somebody else confirms it, and a stranger checks the certificate."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.journeys.conftest import tick
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right
from tests.volunteers import came
from volunteers.models import HoursCertificate

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DESK = "/volontariato/coordinamento/ore/"


@pytest.fixture
def norcia(portal):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def marta(norcia):
    user = factories.person(
        "marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta D'Angelo"
    )
    user.person.birth_date = date(1980, 3, 4)
    user.person.save()
    volunteer = volunteering.able(user.person)
    for days in (0, 7):
        came.row(norcia, volunteer, days=days, title=f"Compiti insieme {days}")
    return user


@pytest.fixture
def rosa(norcia):
    return factories.person("rosa@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


def say(page: Page, portal: str, title: str, hours: str, minutes: str) -> None:
    page.goto(f"{portal}/volontariato/ore/")
    looks_right(page)
    page.get_by_role("link", name="Scrivi le ore").filter(has_text=title).click()
    looks_right(page)
    page.get_by_label("Ore").fill(hours)
    page.get_by_label("Minuti").fill(minutes)
    page.get_by_role("button", name="È durato così").click()


def test_hours_are_said_confirmed_and_certified(page: Page, portal, marta, rosa):
    enter(page, portal, marta)
    say(page, portal, "Compiti insieme 0", "9", "0")
    expect(page.get_by_text("al massimo 3 ore")).to_be_visible()
    expect(page.get_by_label("Ore")).to_have_value("9")
    looks_right(page)
    say(page, portal, "Compiti insieme 0", "2", "0")
    say(page, portal, "Compiti insieme 7", "1", "30")

    enter(page, portal, rosa)
    page.goto(f"{portal}{DESK}")
    looks_right(page)
    tick(page, "Compiti insieme 0")
    page.get_by_role("button", name="Conferma quelle scelte").click()
    expect(page.get_by_text("Confermate le ore di 1 turno.")).to_be_visible()
    page.get_by_role("link", name="Guarda").click()
    looks_right(page)
    page.get_by_role("button", name="Conferma", exact=True).click()
    expect(page.get_by_text("Niente da confermare.")).to_be_visible()

    enter(page, portal, marta)
    page.goto(f"{portal}/volontariato/ore/")
    expect(page.get_by_text("3 ore e 30 minuti, in 2 turni")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Prepara l'attestato").click()
    with page.expect_download():
        page.get_by_role("link", name="Scarica il PDF").click()

    made = HoursCertificate.objects.for_everyone(reason="una prova").get()
    page.context.clear_cookies()
    page.goto(f"{portal}/volontariato/attestati/")
    page.get_by_label("Numero dell'attestato").fill(made.number.lower())
    page.get_by_role("button", name="Controlla").click()
    expect(page.get_by_role("heading", name="Questo attestato è vero")).to_be_visible()
    expect(page.get_by_text("D'Angelo")).to_have_count(0)
    looks_right(page)
