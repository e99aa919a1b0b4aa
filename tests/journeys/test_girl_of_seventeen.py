"""A girl of seventeen wants to help: her mother agrees, who coordinates hears both, and she takes her first turn."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from networking.rules import years_before
from tests import factories, volunteering
from tests.journeys.test_company import enter
from tests.journeys.test_parents import looks_right
from volunteers.models import Assignment, Volunteer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAME = "Maria Immacolata Concetta Dell'Acqua-Sant'Angelo"


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def mother(norcia):
    user = factories.person("mamma@example.org", RoleKind.GUARDIAN, lives_in=norcia, full_name="Ada Ng")
    user.person.phone = "+390743816000"
    user.person.save()
    return user


@pytest.fixture
def girl(norcia, mother):
    user = factories.person("maria@example.org", RoleKind.CITIZEN, lives_in=norcia, full_name=NAME)
    user.person.birth_date = years_before(timezone.localdate(), 17)
    user.person.save()
    factories.tie(mother.person, user.person)
    return user


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def turns(norcia):
    """Turns of next week: one with a grown-up in it (enrolled, insured), one with nobody, one for who is of age."""
    day = timezone.localdate() + timedelta(days=7)
    with_adult = volunteering.request(norcia, title="Compiti in biblioteca", places=2, local_date=day)
    volunteering.assign(volunteering.able(), with_adult)
    alone = volunteering.request(norcia, title="Spesa a casa", places=2, local_date=day)
    grown = volunteering.kind(youngest=18)
    adults = volunteering.request(norcia, title="Guida del pulmino", kind=grown, places=2, local_date=day)
    return with_adult, alone, adults


@pytest.fixture
def family(girl, mother):
    return girl, mother


def asks_to_help(page: Page, portal: str) -> None:
    page.goto(f"{portal}/volontariato/")
    page.get_by_role("link", name="Voglio aiutare").first.click()
    looks_right(page)
    page.get_by_label("Perché vuoi aiutare").fill("Vorrei stare con i bambini più piccoli.")
    page.get_by_label("Telefono").fill("333 1234567")
    page.get_by_role("button", name="Manda la richiesta").click()
    expect(page.get_by_role("main")).to_contain_text("Prima dei 18 anni serve il consenso")
    looks_right(page)
    page.get_by_role("button", name="Ho letto, va bene").click()
    expect(page.get_by_role("main")).to_contain_text("Hai detto di sì il")


def says_yes(page: Page, portal: str) -> None:
    page.goto(f"{portal}/famiglia/")
    page.get_by_role("link", name="Leggi e decidi").click()
    page.get_by_role("button", name="Sì, va bene").click()
    expect(page.get_by_role("main")).to_contain_text("Non ci siamo ancora sentiti")
    looks_right(page)


def makes_every_step(page: Page, portal: str) -> None:
    page.goto(f"{portal}/volontariato/coordinamento/")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("main").get_by_role("link", name="0743 816000")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Può cominciare").click()
    expect(page.get_by_role("main")).to_contain_text("Prima dei 18 anni sentiamo chi ne risponde")
    looks_right(page)
    page.get_by_role("button", name="Scrivi il colloquio").click()
    page.get_by_role("button", name="Scrivi che l'hai sentito").click()
    page.get_by_label("Luogo di nascita").fill("Norcia")
    page.get_by_role("button", name="Scrivi nel registro").click()
    page.get_by_label("Polizza").select_option(index=0)
    page.get_by_role("button", name="Assicura", exact=True).click()
    expect(page.get_by_role("heading", name="Che cosa manca")).to_have_count(0)
    page.get_by_role("button", name="Può cominciare").click()
    expect(page.get_by_role("button", name="Metti in pausa")).to_be_visible()
    looks_right(page)


def reads(page: Page, portal: str, turn, words: str) -> None:
    page.goto(f"{portal}{turn.get_absolute_url()}")
    expect(page.get_by_role("main")).to_contain_text(words)
    looks_right(page)


def test_from_the_form_to_the_first_turn(page: Page, live_server, family, coordinator, turns):
    portal, (girl, mother), (with_adult, alone, adults) = live_server.url, family, turns
    enter(page, portal, girl)
    asks_to_help(page, portal)
    reads(page, portal, with_adult, "Il mio percorso: che cosa manca")
    enter(page, portal, mother)
    says_yes(page, portal)
    enter(page, portal, coordinator)
    makes_every_step(page, portal)

    enter(page, portal, girl)
    reads(page, portal, alone, "serve un adulto nello stesso turno")
    reads(page, portal, adults, "servono 18 anni")
    reads(page, portal, with_adult, "Serve ancora 1 persona")
    page.get_by_role("button", name="Vengo io").click()

    expect(page.get_by_role("main")).to_contain_text("Compiti in biblioteca")
    path = Volunteer.objects.for_everyone(reason="prova").get(person=girl.person)
    assert path.state == Volunteer.State.ACTIVE
    assert volunteering.assignments().get(volunteer=path).state == Assignment.State.ACCEPTED
