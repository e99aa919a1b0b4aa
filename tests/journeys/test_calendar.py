"""Somebody reads their dates, puts them in their own calendar, sees them change there, and takes the address away."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.calendars import feeds
from networking.models import Role, RoleKind
from tests import factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, sign_in, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# By which a browser shows where one is.
SEEN = "e => `${getComputedStyle(e).boxShadow} ${getComputedStyle(e).outlineStyle}`"
FIELD = "L'indirizzo da incollare nel tuo calendario"


@pytest.fixture
def portal(live_server, transactional_db) -> str:
    return live_server.url


@pytest.fixture
def role(citizen) -> Role:
    day = timezone.localdate()
    return Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=day, ends_on=day + timedelta(days=60)
    )


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def make_address(page: Page) -> str:
    """Press, say again who one is, and read the address that is shown."""
    press(page, "Crea l'indirizzo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Conferma che sei tu")
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    press(page, "Conferma")
    expect(page.get_by_role("heading", name="Ecco il tuo indirizzo")).to_be_visible()
    return page.get_by_label(FIELD).input_value()


def looks_well(page: Page) -> None:
    """No fault of accessibility, nothing to scroll sideways for, on a telephone and on a desk."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert not overflows(page)


def read(address: str) -> list:
    """What a calendar gets, which is no browser and knows nobody."""
    with urllib.request.urlopen(address) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return icalendar.Calendar.from_ical(answer.read()).events


def test_dates_change_in_the_calendar_when_they_change_here_until_the_address_is_taken_away(
    page, portal, citizen, role
):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    page.get_by_role("link", name="Il tuo calendario").click()
    expect(page.get_by_role("main")).to_contain_text("Finisce il tuo ruolo: Volontaria o volontario")
    looks_well(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    address = make_address(page)

    looks_well(page)
    press(page, "Copia l'indirizzo")
    expect(page.get_by_role("status").filter(has_text="Copiato")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    [before] = read(address)
    role.ends_on += timedelta(days=30)
    role.save()
    [after] = read(address)
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], role.ends_on)
    assert after["SEQUENCE"] > before["SEQUENCE"]

    role.delete()
    [gone] = read(address)
    assert gone["STATUS"] == "CANCELLED"
    page.goto(f"{portal}/profilo/calendario/")
    expect(page.get_by_role("main")).to_contain_text("Annullato:")
    expect(page.get_by_role("main")).to_contain_text("Un calendario l'ha letto l'ultima volta il")
    assert address not in page.content()
    looks_well(page)

    press(page, "Togli l'indirizzo")
    expect(page.get_by_text("L'indirizzo non vale più")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        read(address)


def test_with_the_keyboard_alone_the_address_is_made_and_copied(page, portal, citizen, role):
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("La mia area")
    page.goto(f"{portal}/profilo/calendario/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    reach(page, page.get_by_role("button", name="Crea l'indirizzo"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Conferma che sei tu")
    reach(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(factories.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ecco il tuo indirizzo")).to_be_visible()
    reach(page, page.get_by_label(FIELD))
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label(FIELD).input_value()
    assert len(read(copied)) == 1


def reach(page: Page, wanted) -> None:
    """Come to something with the Tab key, as who has no mouse does, and see where one is."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(SEEN) != "none none"
            return
    raise AssertionError("not reached with the keyboard")


@pytest.mark.usefixtures("role")
def test_without_javascript_nothing_is_missing(browser, browser_context_args, portal, citizen, tmp_path):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, portal, citizen.email, factories.PASSWORD)
        page.goto(f"{portal}/profilo/calendario/")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Scarica le date in un file").click()
        waiting.value.save_as(tmp_path / "calendario.ics")

        address = make_address(page)

        expect(page.get_by_role("button", name="Copia l'indirizzo")).to_be_hidden()
        expect(page.get_by_role("button", name="Stampa l'elenco")).to_be_hidden()
    assert waiting.value.suggested_filename == "calendario.ics"
    [event] = icalendar.Calendar.from_ical((tmp_path / "calendario.ics").read_bytes()).events
    assert event == read(address)[0]


@pytest.mark.usefixtures("role")
def test_on_paper_there_are_the_dates_alone(page, portal, citizen):
    feeds.open_feed(citizen.person, by=citizen, now=timezone.now())
    sign_in(page, portal, citizen.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("La mia area")
    page.goto(f"{portal}/profilo/calendario/")

    page.emulate_media(media="print")

    expect(page.get_by_text("Finisce il tuo ruolo")).to_be_visible()
    for hidden in ("Sul telefono o sul computer", "Come si aggiunge"):
        expect(page.get_by_role("heading", name=hidden)).to_be_hidden()
