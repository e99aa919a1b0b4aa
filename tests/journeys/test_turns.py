"""A volunteer says yes from the mail, on a telephone; who coordinates closes a hole of the week."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import outbox
from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.journeys.conftest import overflows, violations
from volunteers.models import Assignment
from volunteers.turns import inviting

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def volunteer(norcia):
    birth = date(1980, 3, 4)
    person = factories.human("Niccolò D'Angelo", email="nico@example.org", comune=norcia, birth_date=birth)
    return volunteering.able(person)


@pytest.fixture
def turn(norcia):
    day = timezone.localdate() + timedelta(days=5)
    kind = volunteering.kind(name="Compiti insieme")
    return volunteering.request(norcia, title="Compiti al centro civico", local_date=day, kind=kind)


def looks_right(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size(NARROWEST)
    assert not overflows(page)


@pytest.fixture
def address(live_server, smtp, settings):
    """Where the mails lead, when a server takes them."""
    settings.PORTAL_ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def mailed(address, smtp, volunteer, coordinator, turn):
    """The invitation, and the link as it stands in the mail that a server has taken."""
    row = inviting.invite([volunteer], turn, by=coordinator, now=timezone.now()).made[0]
    outbox.drain(now=timezone.now)
    words = smtp.received[0].get_body(("plain",)).get_content()
    return row, re.search(rf"{address}\S+", words)[0]


def test_a_volunteer_says_yes_from_the_mail_and_again_from_another_window(page: Page, mailed):
    row, link = mailed
    page.goto(link)
    looks_right(page)
    row.refresh_from_db()
    assert row.state == Assignment.State.INVITED
    other = page.context.new_page()
    other.goto(link)

    for window in (page, other):
        window.get_by_role("button", name="Vengo").click()
        expect(window.get_by_role("heading", level=1)).to_have_text("Grazie: ti aspettiamo")

    looks_right(page)
    row.refresh_from_db()
    assert row.state == Assignment.State.ACCEPTED


def test_who_coordinates_closes_a_hole(page: Page, live_server, volunteer, coordinator, turn):
    session = factories.signed_in(coordinator).session
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])
    page.goto(f"{live_server.url}/volontariato/coordinamento/")
    looks_right(page)
    page.get_by_role("link", name="Compiti al centro civico").click()
    looks_right(page)

    page.get_by_role("button", name="Chiedi").click()

    expect(page.get_by_role("main")).to_contain_text("invitata o invitato")
    looks_right(page)
    assert volunteering.assignments().get().volunteer == volunteer
