"""A member votes on a telephone: an open ballot, then a secret one; and reads how it was counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.voting import balloting
from networking.models import RoleKind
from tests import factories, governing
from tests.governance import seated
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def carla(portal):
    return factories.person("carla@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")


@pytest.fixture
def meeting(carla):
    body = governing.body(name="Cabina di Regia interterritoriale")
    for person in (carla.person, factories.human("Dino Orsi")):
        governing.mandate(body, person)
    began = timezone.now() - timedelta(hours=1)
    meeting = governing.meeting(body, state="open", title="Seduta di novembre", first_call_at=began)
    seated.enter(meeting, carla.person, now=began)
    return meeting


def test_a_member_votes_on_a_telephone(page: Page, portal, meeting, carla):
    page.set_viewport_size(PHONE)
    ballot = seated.ballot(meeting, now=timezone.now())
    enter(page, portal, carla)
    page.goto(f"{portal}/governo/riunioni/{meeting.pk}/")
    page.get_by_role("link", name="Le votazioni", exact=True).click()
    looks_right(page)
    page.get_by_role("button", name="Vota").click()
    expect(page.get_by_text("Scegli come voti.").first).to_be_visible()
    looks_right(page)
    page.get_by_text("A favore", exact=True).click()
    page.get_by_role("button", name="Vota").click()
    expect(page.get_by_text("Il voto di Carla Pesci è stato preso.")).to_be_visible()
    looks_right(page)

    balloting.close(ballot, now=timezone.now())
    page.reload()
    expect(page.get_by_text("La proposta è approvata.")).to_be_visible()
    looks_right(page)
