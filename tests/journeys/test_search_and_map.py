"""What scripts add to the search and to the map: nothing that a keyboard or a screen reader would lose."""

import re

import pytest
from playwright.sync_api import Page, expect

from services.models import Place, Service
from tests.journeys.conftest import DESKTOP, violations


@pytest.fixture
def desk(page: Page) -> Page:
    page.set_viewport_size(DESKTOP)
    return page


def focused(page: Page, question: str):
    return page.evaluate(f"document.activeElement.{question}")


def test_choosing_a_filter_changes_the_answer_and_leaves_the_focus_where_it_was(desk: Page, portal):
    desk.goto(f"{portal}/servizi/")
    desk.get_by_label(re.compile("^Persone anziane")).first.focus()
    desk.keyboard.press("Space")

    expect(desk).to_have_url(f"{portal}/servizi/?categoria=persone-anziane")
    expect(desk.locator("#search-status")).to_contain_text("servizi")
    assert focused(desk, "value") == "persone-anziane"
    assert violations(desk) == []


def test_going_back_gives_the_answer_of_before(desk: Page, portal):
    desk.goto(f"{portal}/servizi/")
    before = desk.get_by_role("heading", level=1).inner_text()
    desk.get_by_label(re.compile("^Gratuito")).check()
    expect(desk.get_by_role("heading", level=1)).not_to_have_text(before)

    desk.go_back()

    expect(desk.get_by_role("heading", level=1)).to_have_text(before)
    expect(desk.get_by_label(re.compile("^Gratuito"))).not_to_be_checked()


def test_sending_the_question_on_a_phone_folds_the_filters_and_shows_the_answer(page: Page, portal):
    page.goto(f"{portal}/servizi/")
    page.locator("#filters > summary").click()
    page.get_by_label(re.compile("^Gratuito")).check()
    expect(page).to_have_url(re.compile("gratis=1"))
    page.get_by_role("button", name="Mostra i risultati").click()

    expect(page.locator("#filters")).not_to_have_attribute("open", "")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_proposals_open_close_and_are_announced(page: Page, portal):
    page.goto(f"{portal}/servizi/")
    box = page.get_by_label("Di che cosa hai bisogno?")
    box.press_sequentially("antiviol", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()

    expect(page.locator(".suggest-box [role=status]")).to_contain_text("propost")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    box.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("antiviol")


def test_a_sign_of_the_map_opens_and_closes_with_the_keyboard(desk: Page, portal):
    desk.goto(f"{portal}/mappa/")
    norcia = desk.get_by_role("button", name=re.compile("^Norcia"))
    norcia.focus()
    desk.keyboard.press("Enter")

    expect(desk.locator(".leaflet-popup-content")).to_contain_text("Norcia")
    expect(desk.locator(".leaflet-popup-content a")).to_be_focused()
    assert violations(desk) == []
    desk.keyboard.press("Escape")

    expect(desk.locator(".leaflet-popup-content")).to_have_count(0)
    expect(norcia).to_be_focused()


def test_signs_that_would_cover_one_another_open_by_coming_nearer(page: Page, portal):
    page.goto(f"{portal}/mappa/")
    group = page.locator(".map-sign.is-group").first
    expect(group).to_be_visible()
    assert violations(page) == []
    before = page.locator(".map-sign").count()
    group.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".map-sign")).not_to_have_count(before)
    assert focused(page, "id") == "map"


def test_two_services_at_one_door_are_both_told(desk: Page, portal):
    places = Place.objects.filter(services__in=Service.objects.filter(place__comune__slug="cascia"))
    places.update(latitude=42.76, longitude=13.05)
    titles = list(Service.objects.filter(place__in=places).values_list("title", flat=True))
    desk.goto(f"{portal}/mappa/?comune=cascia")
    for _press in range(8):
        if desk.locator(".leaflet-popup-content").count():
            break
        desk.locator(".map-sign.is-group, .map-sign.is-point").first.press("Enter")
        desk.wait_for_timeout(400)

    for title in titles:
        expect(desk.locator(".leaflet-popup-content")).to_contain_text(title)


def test_the_drawing_stays_when_the_data_do_not_come(page: Page, portal, context):
    context.expected_statuses.add(503)
    page.route("**/mappa/dati.json*", lambda route: route.fulfill(status=503, body=""))
    page.goto(f"{portal}/mappa/")

    expect(page.get_by_role("main").locator("svg.map-drawing")).to_be_visible()
    expect(page.locator("svg.map-drawing").get_by_role("link", name=re.compile("^Norcia"))).to_be_visible()
