"""A mother books two children together on a phone, takes the dates with her, and gives one place back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from laboratories.models import Booking
from laboratories.rules import spoken_code
from networking.models import RoleKind
from tests import activities, factories
from tests.journeys.conftest import overflows, violations

NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def mother(portal, norcia):
    """Elsa answers for Ada and Leo; about Ada a need is written."""
    made = factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Elsa Vagni", lives_in=norcia)
    born = date(timezone.localdate().year - 9, 1, 1)
    factories.child_of(made, "Ada Vagni", comune=norcia, birth_date=born, needs="Allergica alle noci")
    factories.child_of(made, "Leo Vagni", comune=norcia, birth_date=born + timedelta(days=700))
    return made


@pytest.fixture
def pottery(portal, norcia):
    """Three meetings from the same day of next week, in Norcia, for children."""
    activity = activities.activity(title="Ceramica in bottega", slug="ceramica", min_age=6, max_age=10)
    first = timezone.localdate() + timedelta(days=7)
    return activities.cycle(norcia, activity=activity, first_day=first, sessions=3, places=4)


def looks_well(page: Page) -> None:
    """Nothing for axe to say, nothing to scroll sideways, also on the narrowest phone."""
    assert violations(page) == []
    before = page.viewport_size
    page.set_viewport_size(NARROWEST)
    assert not overflows(page)
    page.set_viewport_size(before)


def find_it(page: Page, portal: str) -> None:
    """In the calendar, by comune, in the week in which it begins."""
    page.goto(f"{portal}/laboratori/")
    page.get_by_label("In quale comune").select_option(label="Norcia")
    page.get_by_role("main").get_by_role("button", name="Cerca").click()
    page.get_by_role("link", name="Settimana dopo").click()
    looks_well(page)
    page.get_by_role("link", name="Ceramica in bottega").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ceramica in bottega")
    looks_well(page)


def ask_for_both(page: Page, mother) -> str:
    """From the button of the activity, signing in on the way; the code as the page says it."""
    page.get_by_role("link", name="Prenota").click()
    looks_well(page)
    page.get_by_role("button", name="Entra e prenota").click()
    page.get_by_label("E-mail").fill(mother.email)
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Entra", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prenota: Ceramica in bottega")
    looks_well(page)
    for name in ("Ada Vagni", "Leo Vagni"):
        page.locator("label", has_text=name).click()
    page.get_by_role("button", name="Prenota", exact=True).click()
    booking = Booking.objects.for_everyone(reason="prova").filter(person__given_name="Ada").get()
    return spoken_code(booking.party.code)


@pytest.mark.usefixtures("pottery")
def test_a_mother_books_two_children_on_a_phone(page: Page, portal, mother):
    find_it(page, portal)
    code = ask_for_both(page, mother)

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Prenotato, codice {code}")
    expect(page.get_by_role("main")).to_contain_text("chi conduce non legge le esigenze")
    looks_well(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Metti le date nel tuo calendario").click()
    dates = Path(download.value.path()).read_text(encoding="utf-8")
    assert dates.count("BEGIN:VEVENT") == 3
    assert "Vagni" not in dates


def test_she_finds_it_in_her_family_and_gives_one_place_back(page: Page, portal, mother, pottery):
    find_it(page, portal)
    code = ask_for_both(page, mother)
    page.goto(f"{portal}/famiglia/")
    expect(page.get_by_role("main")).to_contain_text("Ceramica in bottega")
    looks_well(page)

    page.get_by_role("link", name="Tutte le prenotazioni").click()
    expect(page.get_by_role("main")).to_contain_text(code)
    looks_well(page)
    page.get_by_role("link", name="Leo: Ceramica in bottega").click()
    looks_well(page)
    page.get_by_role("link", name="Disdici").click()
    looks_well(page)
    page.get_by_role("button", name="Sì, disdici").click()

    expect(page.get_by_role("main")).to_contain_text("Disdetto.")
    assert activities.seats(pottery).taken == 1
    looks_well(page)
