"""The desk in Norcia: a man of eighty without e-mail, registered with the keyboard alone; a family at home."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from networking.models import Person, RoleKind
from tests import factories
from tests.factories import day, human
from tests.journeys.conftest import DESKTOP, overflows, sign_in, violations

NARROWEST = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}
LONG = "Massimiliano Alessandro Bartolomeo della Rovere Mancinelli Scotti di San Vito"


def fill(page: Page, *words: str) -> None:
    """Type into one field after the other, as who does not touch the mouse."""
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)


@pytest.fixture
def at_desk(page: Page, portal, operator_of_zone_6) -> Page:
    page.set_viewport_size(DESKTOP)
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def test_a_man_without_email_is_registered_with_the_keyboard_alone_in_under_90_seconds(at_desk: Page, portal):
    page = at_desk
    page.goto(f"{portal}/operatori/")
    assert violations(page) == []
    expect(page.get_by_role("searchbox", name="Chi cerchi?")).to_be_focused()
    started = time.monotonic()
    fill(page, "bonacci")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("non c'è nessuno")
    page.get_by_role("link", name="Registra una persona").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nome", exact=True)).to_be_focused()
    assert violations(page) == []

    # The first time with a slip of the finger in the date.
    fill(page, "Settimio", "Bonacci", "12031964", "Nor", "0743 999903", "", "bncstm46c12f935a", "Sente poco.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("un'altra data di nascita")
    assert violations(page) == []
    for _field in range(4):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("12031946")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Settimio Bonacci")
    assert time.monotonic() - started < 90
    assert violations(page) == []
    person = Person.objects.for_everyone(reason="una prova").get(family_name="Bonacci")
    assert (person.comune.slug, person.birth_date) == ("norcia", day("1946-03-12"))


def test_a_double_and_another_zone_are_said_before_keeping(at_desk: Page, portal, norcia):
    page = at_desk
    human("Settimio Bonacci", comune=norcia, birth_date=day("1946-03-12"))
    page.goto(f"{portal}/operatori/persone/nuova/")
    expect(page.get_by_label("Nome", exact=True)).to_be_focused()
    fill(page, "settimio", "bonacci", "12/03/1946", "Fol", "")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("È la stessa?")
    expect(page.get_by_role("alert")).to_contain_text("abita a Foligno")
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations(page) == []
    # The double's own sheet comes first, then the button.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{portal}/operatori/persone/")
    expect(page.get_by_role("main")).to_contain_text("Zona sociale 8")


def test_a_mother_is_joined_to_her_child_and_reads_it_at_home(at_desk: Page, portal, norcia, context):
    page = at_desk
    mother = factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Elsa Vagni", lives_in=norcia)
    child = human("Ada Vagni", comune=norcia, birth_date=day("2016-05-05"), needs="Allergica alle noci.")
    page.goto(f"{portal}{child.get_absolute_url()}")
    page.get_by_role("link", name="Aggiungi chi risponde").click()
    expect(page.get_by_role("searchbox", name="Cerca tra le persone che segui")).to_be_focused()
    fill(page, "elsa")
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name=re.compile("Vagni Elsa"))
    expect(found).to_be_visible()
    assert violations(page) == []
    found.click()
    expect(page.get_by_label("Dal")).to_have_value(re.compile(r"\d\d/\d\d/\d{4}"))
    assert violations(page) == []
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("Può prenotare e venire a prendere.")

    context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, portal, mother.email, factories.PASSWORD)
    page.get_by_role("banner").get_by_role("link", name="Famiglia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La mia famiglia")
    assert violations(page) == []
    page.get_by_role("link", name="Ada Vagni", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("Allergica alle noci.")
    assert violations(page) == []
    page.get_by_role("link", name="Aggiorna telefono ed esigenze").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aggiorna i dati di Ada Vagni")
    page.get_by_label("Esigenze").fill("Allergica alle noci e alle fragole.")
    assert violations(page) == []
    page.get_by_role("main").get_by_role("button", name="Salva").click()
    expect(page.get_by_role("main")).to_contain_text("fragole")


@pytest.mark.parametrize("size", [NARROWEST, PHONE, DESKTOP], ids=["320", "360", "1280"])
def test_long_names_fit_and_every_page_is_accessible(at_desk: Page, portal, norcia, size, operator_of_zone_6):
    page = at_desk
    page.set_viewport_size(size)
    person = human(LONG, comune=norcia, birth_date=day("1946-03-12"), phone="+390743999903", needs="x" * 400)
    child = factories.child_of(operator_of_zone_6, LONG, comune=norcia)
    tie = factories.tie(person, child, kind="tutor")
    sheet = f"/operatori/persone/{child.pk}/"
    for path in (
        "/operatori/",
        "/operatori/persone/",
        "/operatori/persone/?q=nessuno",
        f"/operatori/persone/{person.pk}/",
        sheet,
        f"{sheet}modifica/",
        f"{sheet}responsabili/?q=massi",
        f"{sheet}responsabili/{person.pk}/",
        f"/operatori/responsabilita/{tie.pk}/fine/",
        "/famiglia/",
        f"/famiglia/{child.pk}/",
        f"/famiglia/{child.pk}/modifica/",
        "/profilo/dati/",
    ):
        page.goto(f"{portal}{path}")
        assert violations(page) == [], path
        assert not overflows(page), path
