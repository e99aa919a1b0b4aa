"""A clearance is revoked: the turn is suspended, three are asked, and the first who says yes comes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.journeys.conftest import overflows, violations
from volunteers.invitation_links import token_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE, NARROWEST = {"width": 360, "height": 740}, {"width": 320, "height": 640}


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


def cleared(norcia, name):
    made = volunteering.able(factories.human(name, comune=norcia, birth_date=date(1980, 3, 4)))
    volunteering.credential(made, "clearance")
    return made


def looks_right(page: Page) -> None:
    assert violations(page) == []
    page.set_viewport_size(NARROWEST)
    assert not overflows(page)
    page.set_viewport_size(PHONE)


def test_a_clearance_revoked_and_the_hole_closed(page: Page, live_server, coordinator, norcia):
    kind = volunteering.kind(name="Compiti insieme", needed=["clearance"])
    day = timezone.localdate() + timedelta(days=5)
    turn = volunteering.request(norcia, title="Compiti al centro civico", local_date=day, kind=kind)
    hers, *_others = (cleared(norcia, name) for name in ("Anna Rossi", "Li Ng", "Sara D'Angelo", "Ugo Neri"))
    row = volunteering.assign(hers, turn)
    session = factories.signed_in(coordinator).session
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])

    page.goto(f"{live_server.url}/volontariato/abilitazioni/{hers.pk}/")
    looks_right(page)
    page.get_by_role("link", name="Revoca").click()
    looks_right(page)
    page.get_by_label("Perché").fill("certificato non più valido")
    page.get_by_role("button", name="Revoca").click()
    row.refresh_from_db()
    assert row.state == "suspended"

    page.goto(f"{live_server.url}/volontariato/coordinamento/")
    looks_right(page)
    page.get_by_role("link", name="Compiti al centro civico").first.click()
    looks_right(page)
    page.get_by_role("button", name="Chiedi ai primi 3").click()
    asked = list(volunteering.assignments().filter(state="invited"))
    assert len(asked) == 3

    page.goto(f"{live_server.url}/volontariato/invito/{token_of(asked[1])}/")
    page.get_by_role("button", name="Vengo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grazie: ti aspettiamo")
    page.goto(f"{live_server.url}/volontariato/invito/{token_of(asked[0])}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Il posto è andato a un'altra persona")
    looks_right(page)
