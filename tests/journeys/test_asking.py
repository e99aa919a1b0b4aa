"""A coordinator writes a turn, repeats it and moves one; a volunteer finds it among those that suit, and hears of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right
from volunteers.models import HelpRequest

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY = timezone.localdate() + timedelta(days=14)


@pytest.fixture
def norcia(portal):
    volunteering.kind(name="Compiti e studio")
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def rosa(norcia):
    return factories.person("rosa@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def marta(norcia):
    user = factories.person(
        "marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta D'Angelo"
    )
    user.person.birth_date = date(1980, 3, 4)
    user.person.save()
    volunteering.able(user.person)
    return user


def write(page: Page, portal: str) -> None:
    """First with too large a team, and it says so with what was typed still there."""
    page.goto(f"{portal}/volontariato/coordinamento/")
    page.goto(f"{portal}/volontariato/richieste/")
    looks_right(page)
    page.get_by_role("link", name="Scrivi una richiesta").click()
    looks_right(page)
    page.get_by_label("Comune", exact=True).select_option(label="Norcia")
    page.get_by_label("Giorno").fill(DAY.isoformat())
    page.get_by_label("Dalle").fill("16:00")
    page.get_by_label("Alle", exact=True).fill("18:00")
    page.get_by_label("Che aiuto è").select_option(label="Compiti e studio")
    page.get_by_label("Titolo", exact=True).fill("Compiti in biblioteca")
    page.get_by_label("Quante persone servono").fill("2")
    page.get_by_label("Almeno quante").fill("3")
    page.get_by_role("button", name="Scrivi e pubblica").click()
    expect(page.get_by_text("Non più delle persone che servono.", exact=True)).to_be_visible()
    expect(page.get_by_label("Titolo", exact=True)).to_have_value("Compiti in biblioteca")
    looks_right(page)
    page.get_by_label("Almeno quante").fill("1")
    page.get_by_role("button", name="Scrivi e pubblica").click()
    expect(page.get_by_role("heading", name="Compiti in biblioteca")).to_be_visible()
    looks_right(page)


def repeat(page: Page) -> None:
    page.get_by_role("link", name="Ripeti").click()
    looks_right(page)
    page.get_by_label("Fino al").fill((DAY + timedelta(days=15)).isoformat())
    page.get_by_role("button", name="Ripeti").click()


def test_a_turn_is_written_repeated_taken_and_moved(page: Page, portal, rosa, marta):
    enter(page, portal, rosa)
    write(page, portal)
    repeat(page)
    assert HelpRequest.objects.count() >= 2
    first = HelpRequest.objects.get(local_date=DAY)

    enter(page, portal, marta)
    page.goto(f"{portal}/volontariato/turni/")
    looks_right(page)
    page.get_by_role("link", name="Compiti in biblioteca").first.click()
    looks_right(page)
    page.get_by_role("button", name="Vengo io").click()
    expect(page.get_by_text("Grazie: ti aspettiamo.")).to_be_visible()

    enter(page, portal, rosa)
    page.goto(f"{portal}/volontariato/richieste/{first.pk}/sposta/")
    looks_right(page)
    page.get_by_label("Dalle").fill("17:00")
    page.get_by_label("Alle", exact=True).fill("19:00")
    page.get_by_role("button", name="Sposta e avvisa").click()
    expect(page.get_by_text("17:00–19:00")).to_be_visible()
    looks_right(page)

    first.refresh_from_db()
    assert first.sequence == 1
    assert factories.notices().filter(kind__contains="moved", person=marta.person).exists()
