"""Staff at work: a sheet handed in, and every kind of page of the admin, on a telephone and on a desk."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Holiday, RoleKind
from services.imports import ORGANIZATIONS
from services.models import Organization, Service
from tests import activities, factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, violations
from tests.services.imports.sheets import exported

ORGANIZATION_LIST = "/gestione/services/organization/"


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desk"])
def screen(request, page: Page) -> Page:
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def as_staff(screen: Page, context, portal):
    """A browser already signed in as whoever is asked for."""

    def enter(user):
        session = factories.signed_in(user).session
        context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])
        return screen

    return enter


def look(page: Page) -> None:
    """No trouble for those who read with their ears, nor for those who read on a telephone."""
    assert violations(page) == []
    assert not overflows(page)


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Foglio", exact=False).first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Guarda che cosa cambierebbe").click()


def test_an_operator_hands_in_a_sheet_mends_it_and_confirms(as_staff, portal, operator_of_zone_6):
    page = as_staff(operator_of_zone_6)
    scope = operator_of_zone_6.scope(RoleKind.DESK_OPERATOR)
    sheet = exported(ORGANIZATIONS, ORGANIZATIONS.rows_within(scope)).read().decode()
    page.goto(f"{portal}{ORGANIZATION_LIST}")
    look(page)
    page.get_by_role("link", name="Carica da un foglio").click()
    look(page)

    choose(page, "enti.csv", sheet.replace(";Norcia;", ";Foligno;", 1).encode())
    expect(page.get_by_role("alert")).to_contain_text("Non è stato scritto niente")
    look(page)

    choose(page, "enti.csv", sheet.replace("Comune di Norcia;", "Città di Norcia;", 1).encode())
    expect(page.get_by_role("main")).to_contain_text("dopo: Città di Norcia")
    look(page)

    page.get_by_role("button", name="Scrivi 1 riga nel catalogo").click()
    expect(page.get_by_role("main")).to_contain_text("1 riga cambiata.")
    assert Organization.objects.filter(name="Città di Norcia").exists()


def test_every_kind_of_page_can_be_read_by_everybody(as_staff, portal, administrator):
    page = as_staff(administrator)
    sheet = Service.objects.get(slug="ufficio-della-cittadinanza-di-norcia")
    person = factories.human("Maria Rossi", comune=sheet.place.comune, needs="sedia a rotelle")
    role = administrator.roles.get()
    cycle = _planned(sheet.place.comune)
    session = cycle.sessions.get()
    for address in (
        "",
        "services/",
        "services/service/",
        "services/service/?q=nientedacercare",
        "services/service/add/",
        f"services/service/{sheet.pk}/change/",
        f"services/service/{sheet.pk}/delete/",
        f"services/service/{sheet.pk}/history/",
        f"networking/comune/{sheet.place.comune.pk}/change/",
        f"networking/person/{person.pk}/change/",
        f"networking/person/{person.pk}/history/",
        f"networking/user/{administrator.pk}/change/",
        "networking/user/add/",
        "networking/role/add/",
        f"networking/role/{role.pk}/change/",
        "networking/accessrecord/",
        "networking/credential/add/",
        "laboratories/room/add/",
        "laboratories/activity/add/",
        "laboratories/cycle/",
        "laboratories/cycle/add/",
        f"laboratories/cycle/{cycle.pk}/change/",
        f"laboratories/cycle/{cycle.pk}/incontri/",
        f"laboratories/cycle/{cycle.pk}/annulla/",
        "laboratories/session/",
        f"laboratories/session/{session.pk}/change/",
        f"laboratories/session/{session.pk}/sposta/",
    ):
        page.goto(f"{portal}/gestione/{address}")
        look(page)


def _planned(comune):
    """A cycle with dates to write, one written, one in a room that is taken, one skipped."""
    venue = activities.venue(comune)
    room = activities.room(venue, "Sala grande")
    first = timezone.localdate() + timedelta(days=10)
    school = {"follows_school": True, "last_day": first + timedelta(weeks=6)}
    made = activities.cycle(venue, room=room, first_day=first, **school)
    made.rules.create(weekday=first.weekday(), local_start=time(17), local_end=time(18, 30))
    activities.cycle(venue, room=room, first_day=first + timedelta(weeks=1))
    Holiday.objects.create(date=first + timedelta(weeks=2), name="Festa di prova")
    return made


def test_a_chooser_says_what_it_chooses(as_staff, portal, administrator):
    page = as_staff(administrator)
    page.goto(f"{portal}/gestione/services/service/add/")

    page.get_by_role("combobox", name="Ente responsabile").first.click()
    look(page)
    page.get_by_role("searchbox", name="Ente responsabile").fill("comune di norcia")
    page.get_by_role("option", name="Comune di Norcia").click()

    expect(page.get_by_role("combobox", name="Ente responsabile: Comune di Norcia").first).to_be_visible()
