"""Whoever prefers paper gets a letter instead of a mail: chosen, printed, posted, brought back, told by mail after all."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import notices, outbox
from networking.models import RoleKind
from tests import factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, violations
from tests.networking.letters.told import text_of


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def as_user(page: Page, context, portal):
    """The same browser, in which somebody else has signed in."""

    def sign_in(user):
        context.clear_cookies()
        key = factories.signed_in(user).session.session_key
        context.add_cookies([{"name": "sessionid", "value": key, "url": portal}])
        return page

    return sign_in


def look(page: Page) -> None:
    """No mistake for who sees little or has a small telephone."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert not overflows(page)
    assert violations(page) == []


@pytest.fixture
def lucia(norcia):
    return factories.person(
        "lucia@example.org", RoleKind.VOLUNTEER, full_name="Lucia D'Angelo", lives_in=norcia
    )


def choose_letters(page: Page, portal: str) -> None:
    page.goto(f"{portal}/profilo/avvisi/preferenze/")
    page.get_by_text("Lettera, che arriva dopo qualche giorno").click()
    page.locator("[name=street]").fill("Via Cesare Battisti 14")
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("Oggi ti avvisiamo così: lettera")
    look(page)


def print_now(page: Page, portal: str) -> str:
    """From the desk's first page to the paper; what the letter says."""
    page.goto(f"{portal}/operatori/")
    look(page)
    page.get_by_role("link", name="persona che aspetta una lettera").click()
    expect(page.get_by_role("main")).to_contain_text("1 persona aspetta una lettera")
    page.get_by_role("button", name="Stampa adesso").click()
    expect(page.get_by_role("main")).to_contain_text("Nessuno aspetta una lettera.")
    look(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Scarica il PDF da stampare").click()
    return text_of(Path(fetched.value.path()).read_bytes())[2]


def post_after_a_slip(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="Imbucate").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Annulla: non sono ancora imbucate").click()
    page.get_by_role("button", name="Imbucate").click()
    expect(page.get_by_role("main")).to_contain_text("Via Cesare Battisti 14, 06046 Norcia PG · imbucata")
    look(page)


def test_who_chooses_letters_gets_one_instead_of_a_mail(as_user, portal, lucia, operator_of_zone_6, smtp):
    choose_letters(as_user(lucia), portal)
    role = lucia.roles.get()
    role.ends_on = timezone.localdate() + timedelta(days=20)
    role.save()
    notices.tell_that_roles_end(now=timezone.now())

    page = as_user(operator_of_zone_6)
    letter = print_now(page, portal)
    post_after_a_slip(page)
    outbox.drain()

    for said in ("Lucia D'Angelo", "Via Cesare Battisti 14", "06046 Norcia PG", "Il tuo ruolo finisce il"):
        assert said in letter
    assert smtp.received == []

    page.get_by_text("È tornata indietro?").click()
    page.get_by_role("button", name="Sì, è tornata indietro").click()
    expect(page.get_by_role("main")).to_contain_text("tornata indietro")
    look(page)
    page.get_by_role("link", name="Lucia D'Angelo").click()
    expect(page.get_by_role("main")).to_contain_text("una lettera è tornata indietro da questo indirizzo")
    outbox.drain()

    [mail] = smtp.received
    assert "Il tuo ruolo finisce il" in mail["Subject"]
