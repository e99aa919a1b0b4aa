"""The secretary writes a meeting, convenes it, changes its place and sees to whom it arrived; who sits answers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.models import Meeting
from networking import outbox
from networking.models import Comune, RoleKind
from tests import factories, governing
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def body(portal):
    return governing.body(name="Cabina di Regia interterritoriale", is_public=True)


@pytest.fixture
def secretary(body):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY)


@pytest.fixture
def carla(body):
    user = factories.person("carla@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person, comune=Comune.objects.get(slug="norcia"))
    return user


def moment(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT17:00}"


def write(page: Page, portal: str) -> None:
    page.goto(f"{portal}/governo/")
    looks_right(page)
    page.get_by_role("link", name="Cabina di Regia interterritoriale").click()
    looks_right(page)
    page.get_by_role("link", name="Prepara una riunione").click()
    page.get_by_label("Titolo", exact=True).fill("Seduta di dicembre")
    page.get_by_label("Prima convocazione").fill(moment(2))
    page.get_by_role("button", name="Scrivi la riunione").click()
    expect(page.get_by_text("Scrivi dove ci si trova.", exact=True)).to_be_visible()
    looks_right(page)
    page.get_by_label("Dove").fill("Palazzo comunale di Norcia")
    page.get_by_role("button", name="Scrivi la riunione").click()
    page.get_by_role("link", name="Aggiungi un punto").click()
    looks_right(page)
    page.get_by_label("Argomento").fill("Il piano dell'anno")
    page.get_by_role("button", name="Scrivi il punto").click()
    expect(page.get_by_role("heading", name="1. Il piano dell'anno")).to_be_visible()
    looks_right(page)


def convene(page: Page) -> None:
    """First too late, and it says how many days are missing."""
    page.get_by_role("link", name="Convoca", exact=True).click()
    looks_right(page)
    page.get_by_role("button", name="Convoca e avvisa tutti").click()
    expect(page.get_by_text("da oggi ne restano 2")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Seduta di dicembre").click()
    page.get_by_role("link", name="Cambia giorno, ora e luogo").click()
    page.get_by_label("Prima convocazione").fill(moment(9))
    page.get_by_role("button", name="Scrivi la riunione").click()
    page.get_by_role("link", name="Convoca", exact=True).click()
    page.get_by_role("button", name="Convoca e avvisa tutti").click()
    expect(page.get_by_role("heading", name="A chi è arrivata la convocazione")).to_be_visible()
    looks_right(page)


def test_the_secretary_convenes_and_who_sits_answers(page: Page, portal, body, secretary, carla):
    enter(page, portal, secretary)
    write(page, portal)
    convene(page)
    meeting = Meeting.objects.for_everyone(reason="prova").get()
    outbox.drain()

    enter(page, portal, carla)
    page.goto(f"{portal}/governo/riunioni/{meeting.pk}/")
    looks_right(page)
    page.get_by_text("Vengo", exact=True).click()
    page.get_by_role("button", name="Rispondi").click()
    expect(page.get_by_text("Risposta scritta: grazie.")).to_be_visible()

    enter(page, portal, secretary)
    page.goto(f"{portal}/governo/riunioni/{meeting.pk}/cambia/")
    looks_right(page)
    page.get_by_label("Dove").fill("Sala consiliare")
    page.get_by_role("button", name="Cambia e avvisa").click()
    looks_right(page)
    expect(page.get_by_text("n. 2, modifica")).to_be_visible()
    page.goto(f"{portal}/governo/riunioni/{meeting.pk}/annulla/")
    looks_right(page)
    page.get_by_label("Perché è annullata").fill("Strada chiusa per neve")
    page.get_by_role("button", name="Annulla e avvisa").click()
    expect(page.get_by_text("Annullata: Strada chiusa per neve")).to_be_visible()
