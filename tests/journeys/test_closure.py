"""It snows in Norcia: staff close from a phone, the family reads it everywhere, and at noon it opens again."""

import urllib.request
from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from laboratories.models import Closure
from networking import outbox
from networking.calendars import feeds
from networking.models import Comune
from tests import activities, factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, sign_in, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def portal(live_server, transactional_db) -> str:
    return live_server.url


@pytest.fixture
def course(transactional_db):
    """A meeting tomorrow, and one a week later."""
    activity = activities.activity(title="Il coro dei piccoli")
    first = timezone.localdate() + timedelta(days=1)
    return activities.cycle(Comune.objects.get(slug="norcia"), activity=activity, first_day=first, sessions=2)


@pytest.fixture
def mother(course):
    """A mother whose daughter has a place."""
    made = factories.person("madre@example.org", "guardian", full_name="Anna Vagni")
    child = factories.child_of(made, "Sara Vagni")
    activities.booking(course, child, party=activities.party(made.person))
    return made


@pytest.fixture
def family(browser: Browser, portal, mother, browser_context_args):
    """The mother's own browser."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page, portal, mother.email, factories.PASSWORD)
    expect(page.get_by_role("main")).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def feed(portal, mother):
    """The address that her calendar reads."""
    _feed, token = feeds.open_feed(mother.person, by=mother, now=timezone.now())
    return f"{portal}{reverse('networking:calendar_feed', args=[token])}"


def statuses(feed: str) -> list[str]:
    """How the family's own calendar learns that each meeting is, the first one first."""
    with urllib.request.urlopen(feed) as answer:
        events = icalendar.Calendar.from_ical(answer.read()).events
    return [str(each["STATUS"]) for each in sorted(events, key=lambda each: each["DTSTART"].dt)]


def close_norcia(page: Page, portal: str) -> None:
    """From the desk, without typing more than the day."""
    page.goto(f"{portal}/operatori/")
    page.get_by_role("link", name="Chiusure, per neve o per altro").click()
    assert violations(page) == []
    page.get_by_role("link", name="Chiudi per neve o per altro").click()
    assert violations(page) == []
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("Tutto il comune di").select_option(label="Norcia")
    page.get_by_label("Primo giorno di chiusura").fill(f"{tomorrow:%d/%m/%Y}")
    page.get_by_label("Ultimo giorno di chiusura").fill(f"{tomorrow:%d/%m/%Y}")
    page.get_by_label("Che cosa dire a chi viene").fill("Strada chiusa per neve")
    page.get_by_role("button", name="Guarda che cosa tocca").click()
    asking = page.get_by_role("status", name="Questa chiusura tocca")
    expect(asking).to_contain_text("Questa chiusura tocca un incontro")
    expect(asking).to_contain_text("Avvisiamo una persona: 1 per e-mail.")
    assert (violations(page), overflows(page)) == ([], False)
    page.get_by_role("button", name="Chiudi e avvisa tutti").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chiusura: Norcia")


def test_it_snows_and_at_noon_it_opens_again(page: Page, portal, operator_of_zone_6, family, feed):
    page.set_viewport_size(PHONE)
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)

    close_norcia(page, portal)

    outbox.drain()
    assert statuses(feed) == ["CANCELLED", "CONFIRMED"]
    family.goto(f"{portal}/profilo/avvisi/")
    expect(family.get_by_role("main")).to_contain_text("Annullato: Il coro dei piccoli")
    family.goto(f"{portal}/famiglia/")
    expect(family.get_by_role("main")).to_contain_text("Strada chiusa per neve")
    assert violations(family) == []

    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Avvisi partiti: 1 per e-mail.")
    page.get_by_role("button", name="Riapri").click()

    expect(page.get_by_role("heading", name="Di nuovo in programma")).to_be_visible()
    assert (violations(page), overflows(page)) == ([], False)
    outbox.drain()
    assert statuses(feed) == ["CONFIRMED", "CONFIRMED"]
    family.goto(f"{portal}/profilo/avvisi/")
    expect(family.get_by_role("main")).to_contain_text("Si tiene: Il coro dei piccoli")


@pytest.mark.usefixtures("mother")
def test_the_pages_of_closures_fit_every_screen(page: Page, portal, operator_of_zone_6):
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)
    close_norcia(page, portal)
    done = Closure.objects.get().get_absolute_url()

    for address in ("/operatori/chiusure/", "/operatori/chiusure/nuova/", done):
        for size in (NARROWEST, DESKTOP):
            page.set_viewport_size(size)
            page.goto(f"{portal}{address}")
            assert not overflows(page), (address, size)
        assert violations(page) == [], address
