"""A person looks for help: by comune, by typo, by everyday word, on the map, on a phone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, overflows, violations


def ask(page: Page, words: str, comune: str = "") -> None:
    """Fill in the question of the home page and send it."""
    main = page.get_by_role("main")
    main.get_by_label("Di che cosa hai bisogno?").fill(words)
    if comune:
        main.get_by_label("In quale comune?").select_option(label=comune)
    main.get_by_role("button", name="Cerca").click()


def results(page: Page):
    """The links of the results."""
    return page.locator("#risultati h3 a, #risultati h2 a")


def test_three_taps_from_home_to_the_telephone(page: Page, portal):
    page.goto(portal)
    assert violations(page) == []

    ask(page, "ufficio della cittadinanza", "Cascia")
    assert violations(page) == []
    page.get_by_role("link", name="Ufficio della cittadinanza di Cascia").first.click()

    phone = page.locator('a[href="tel:+390743751357"]').first
    expect(phone).to_be_in_viewport()
    expect(page.get_by_text("Da verificare").first).to_be_visible()
    assert violations(page) == []


def test_a_typo_is_understood_and_said(page: Page, portal):
    page.goto(portal)
    ask(page, "cittadinansa")

    expect(page.get_by_role("main")).to_contain_text("cittadinanza")
    expect(page.get_by_role("link", name=re.compile("Ufficio della cittadinanza")).first).to_be_visible()
    assert violations(page) == []


def test_the_word_of_every_day_finds_the_word_of_the_sheets(page: Page, portal):
    page.goto(portal)
    ask(page, "badante", "Norcia")

    expect(page.get_by_role("link", name="Ufficio della cittadinanza di Norcia").first).to_be_visible()


def test_accents_do_not_matter(page: Page, portal):
    page.goto(f"{portal}/servizi/?q=comunita")

    expect(page.get_by_role("link", name=re.compile("comunità")).first).to_be_visible()


def test_nothing_found_opens_a_door(page: Page, portal):
    page.goto(f"{portal}/servizi/?q=asilo+nido&comune=poggiodomo")

    main = page.get_by_role("main")
    expect(main.get_by_role("link", name=re.compile("[Nn]ido")).first).to_be_visible()
    expect(main.locator('a[href^="tel:"]').first).to_be_visible()
    assert violations(page) == []


def test_suggestions_come_while_one_writes_and_obey_the_keyboard(page: Page, portal):
    page.goto(portal)
    box = page.get_by_role("main").get_by_label("Di che cosa hai bisogno?")
    box.press_sequentially("antiviol", delay=30)

    expect(page.get_by_role("option", name=re.compile("antiviolenza")).first).to_be_visible()
    assert violations(page) == []
    box.press("ArrowDown")
    box.press("Enter")

    expect(page).not_to_have_url(f"{portal}/")


def test_a_filter_narrows_the_results(page: Page, portal):
    page.set_viewport_size(DESKTOP)
    page.goto(f"{portal}/servizi/")
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_text(re.compile("Gratuito")).first.click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(page).to_have_url(re.compile("gratis"))


def test_the_map_is_walked_with_the_keyboard_alone(page: Page, portal):
    page.set_viewport_size(DESKTOP)
    page.goto(f"{portal}/mappa/")
    assert violations(page) == []
    norcia = page.get_by_role("main").get_by_role("link", name=re.compile("^Norcia")).first
    for _press in range(150):
        if norcia.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail("Tab never reached Norcia on the map")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("Norcia")
    expect(page).not_to_have_url(f"{portal}/mappa/")


PAGES_WITH_DATA = (
    "/",
    "/servizi/",
    "/servizi/?q=anziani&comune=spoleto",
    "/servizi/?q=zzzzqqq",
    "/servizi/centro-antiviolenza-di-foligno/",
    "/comuni/",
    "/comuni/foligno/",
    "/comuni/sellano/",
    "/zone/zona-6/",
    "/mappa/",
    "/categorie/",
    "/categorie/persone-anziane/",
    "/situazioni/mi-sento-solo/",
    "/argomenti/",
    "/enti/",
    "/enti/comune-di-norcia/",
    "/il-progetto/",
    "/accessibilita/",
    "/privacy/",
    "/accedi/",
    "/accedi/password-dimenticata/",
    "/segnala-un-problema/?pagina=/comuni/",
    "/servizi/centro-antiviolenza-di-foligno/segnala-un-errore/",
)


def test_axe_finds_nothing_and_no_page_scrolls_sideways(page: Page, portal):
    found = {}
    # A telephone, a desk, and a desk at 400 % of its size.
    for width in (360, 1280, 320):
        page.set_viewport_size({"width": width, "height": 740})
        for path in PAGES_WITH_DATA:
            page.goto(portal + path)
            if troubles := violations(page) + (["scrolls sideways"] if overflows(page) else []):
                found[f"{path} at {width}"] = troubles

    assert found == {}


@pytest.fixture
def page_without_scripts(browser, browser_context_args):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()


def test_everything_works_without_javascript(page_without_scripts: Page, portal):
    page = page_without_scripts
    page.goto(portal)
    ask(page, "doposcuola")
    page.goto(f"{portal}/servizi/?q=ufficio&comune=norcia")
    page.get_by_role("link", name="Ufficio della cittadinanza di Norcia").first.click()

    expect(page.locator('a[href^="tel:"]').first).to_be_visible()
    page.goto(f"{portal}/mappa/")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Foligno")).first.click()
    expect(page.get_by_role("main")).to_contain_text("Foligno")
