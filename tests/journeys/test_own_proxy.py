"""A member who cannot come gives a proxy on a telephone, one is refused, and takes it back."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.models import Summons
from tests import governing, membering
from tests.governance import seated
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def carla(portal):
    return membering.citizen("carla@example.org", "Carla Pesci")


@pytest.fixture
def meeting(carla):
    meeting, people = seated.assembly(2, state="convened")
    people[0].given_name, people[0].family_name = "Dino", "Orsi"
    people[0].save()
    governing.member(meeting.body.organization, carla.person)
    Summons.objects.create(
        meeting=meeting, person=carla.person, name="Carla Pesci", summoned_at=timezone.now()
    )
    return meeting


def test_given_and_taken_back(page: Page, portal, meeting, carla):
    page.set_viewport_size(PHONE)
    enter(page, portal, carla)
    page.goto(f"{portal}/governo/riunioni/{meeting.pk}/")
    looks_right(page)
    page.get_by_role("link", name="La delega").click()
    looks_right(page)
    page.get_by_label("A chi dai la delega").fill("Nessuna Persona")
    page.get_by_role("button", name="Dai la delega").click()
    expect(page.get_by_text("A questa persona non si può dare la delega.").first).to_be_visible()
    expect(page.get_by_label("A chi dai la delega")).to_have_value("Nessuna Persona")
    looks_right(page)
    page.get_by_label("A chi dai la delega").fill("Dino Orsi")
    page.get_by_role("button", name="Dai la delega").click()
    expect(page.get_by_text("Vota Dino Orsi.")).to_be_visible()
    looks_right(page)

    page.get_by_role("button", name="Riprendi la delega").click()
    expect(page.get_by_text("Delega ripresa: non vale più.")).to_be_visible()
    expect(page.get_by_role("button", name="Dai la delega")).to_be_visible()
