"""A pair is made, the volunteer is worried, and who coordinates sees it first and shows the way to a service."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import companions, factories, volunteering
from tests.journeys.test_substitutes import looks_right
from volunteers.models import HelpRequest, Referral

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def norcia(portal):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def marta(norcia):
    user = factories.person(
        "marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta D'Angelo"
    )
    user.person.birth_date = date(1980, 3, 4)
    user.person.save()
    return volunteering.able(user.person)


def enter(page: Page, portal: str, user) -> None:
    session = factories.signed_in(user).session
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])


def make_the_pair(page: Page, portal: str) -> None:
    """Whom, how, and then who of those who may."""
    soon = timezone.localdate() + timedelta(days=2)
    page.goto(f"{portal}/volontariato/compagnia/")
    looks_right(page)
    page.get_by_role("link", name="Nuova compagnia").click()
    looks_right(page)
    page.get_by_role("link", name="Scegli Ida Sola").click()
    page.get_by_label("Che aiuto è").select_option(label="Compagnia a casa")
    page.get_by_label("Di solito il").select_option(str(soon.isoweekday()))
    page.get_by_label("Dalle").fill("16:00")
    page.get_by_label("Alle", exact=True).fill("17:00")
    page.get_by_label("Primo incontro").fill(soon.isoformat())
    page.get_by_role("button", name="Vedi chi può").click()
    looks_right(page)
    page.get_by_role("button", name="Scegli Marta D'Angelo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ida Sola")
    looks_right(page)


def test_a_worry_is_seen_and_leads_to_a_service(page: Page, portal, norcia, coordinator, marta):
    companions.company(name="Compagnia a casa")
    companions.elder(norcia)
    enter(page, portal, coordinator)
    make_the_pair(page, portal)
    first = companions.meetings(companions.pairs().get())[0]
    HelpRequest.objects.filter(pk=first.pk).update(local_date=timezone.localdate() - timedelta(days=1))

    enter(page, portal, marta.person.account)
    page.goto(f"{portal}/volontariato/visite/")
    looks_right(page)
    page.get_by_text("Mi preoccupa", exact=True).click()
    page.get_by_role("button", name="Scrivi").click()
    expect(page.get_by_text("Scritto, grazie.")).to_be_visible()

    enter(page, portal, coordinator)
    page.goto(f"{portal}/volontariato/compagnia/")
    expect(page.get_by_text("Una nota preoccupa")).to_be_visible()
    page.get_by_role("link", name="Ida Sola").click()
    page.get_by_role("link", name="Indica un servizio").click()
    looks_right(page)
    page.get_by_label("Di che cosa ha bisogno?").fill("segretariato sociale")
    page.get_by_role("button", name="Cerca", exact=True).last.click()
    looks_right(page)
    page.get_by_role("link", name="Scegli").first.click()
    page.get_by_label("Perché").fill("Non mangia più da sola.")
    looks_right(page)
    page.get_by_role("button", name="Scrivi").click()
    expect(page.get_by_role("heading", name="Ancora non si sa com'è finita")).to_be_visible()
    looks_right(page)
    made = Referral.objects.for_everyone(reason="prova").get()
    assert (made.person.given_name, made.agreed_by_id, made.source) == (
        "Ida",
        made.person_id,
        "companionship",
    )


def test_anybody_asks_for_company_on_a_telephone(page: Page, portal, norcia):
    page.goto(f"{portal}/compagnia/")
    looks_right(page)
    page.get_by_role("button", name="Chiedi che ti chiamiamo").click()
    looks_right(page)
    page.get_by_label("Nome e cognome di chi vorrebbe compagnia").fill("Niccolò D'Angelo")
    page.get_by_label("Telefono").fill("0743 828711")
    page.get_by_role("main").get_by_label("Comune").select_option(label="Norcia")
    page.get_by_role("button", name="Chiedi che ti chiamiamo").click()

    expect(page.get_by_text("ti telefona chi coordina")).to_be_visible()
