"""A girl of seventeen wants to help: her mother finds the question, says yes, and changes her mind."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import consenting
from networking.models import Comune, RoleKind
from networking.rules import years_before
from tests import factories, volunteering
from tests.journeys.conftest import overflows, sign_in, violations
from volunteers.path import applying

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE, NARROWEST = {"width": 360, "height": 740}, {"width": 320, "height": 640}


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", RoleKind.GUARDIAN, lives_in=norcia)


@pytest.fixture
def girl(norcia, mother):
    born = years_before(timezone.localdate(), 17)
    girl = factories.child_of(mother, "Agata D'Angelo", birth_date=born, comune=norcia)
    applying.apply(girl, motivation="", max_travel_minutes=30, by=mother, now=timezone.now())
    return girl


def looks_right(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size(NARROWEST)
    assert not overflows(page)
    page.set_viewport_size(PHONE)


def test_a_mother_says_yes_and_changes_her_mind(page: Page, live_server, norcia, mother, girl):
    sign_in(page, live_server.url, "mamma@example.org", factories.PASSWORD)
    page.goto(f"{live_server.url}/famiglia/")
    page.get_by_role("link", name="Leggi e decidi").click()
    looks_right(page)

    page.get_by_role("button", name="Sì, va bene").click()
    looks_right(page)
    assert consenting.agrees(girl, "volunteering")

    page.get_by_role("button", name="Ritira il consenso").click()
    expect(page.get_by_role("button", name="Sì, va bene")).to_be_visible()
    assert not consenting.agrees(girl, "volunteering")


def test_what_is_needed_is_read_by_everybody_on_a_telephone(page: Page, live_server, norcia):
    volunteering.request(
        norcia, title="Spesa a chi vive solo", local_date=timezone.localdate() + timedelta(days=5)
    )
    page.set_viewport_size(PHONE)

    page.goto(f"{live_server.url}/volontariato/")
    looks_right(page)
    page.get_by_label("Dove", exact=True).select_option("Norcia")
    page.get_by_role("button", name="Mostra").click()

    expect(page.get_by_role("link", name="Spesa a chi vive solo")).to_be_visible()
    looks_right(page)
