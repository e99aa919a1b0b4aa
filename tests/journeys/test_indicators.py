"""Somebody wants to know how the project is doing: from «Il progetto» to a number, on every screen, also without a mouse."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from governance.indicators import publishing
from governance.indicators.periods import Period, Span
from governance.models import IndicatorTarget
from networking.models import Comune, Goal
from tests.factories import human
from tests.journeys.conftest import DESKTOP, overflows, violations
from tests.measuring import AFTER, YEAR, definition, feed, read

pytestmark = pytest.mark.journey


@pytest.fixture
def numbers(transactional_db, monkeypatch):
    """Two months and a year with something hidden and a target; and an indicator that nobody can feed yet."""
    feed(monkeypatch, "NW-90")
    goal = Goal.objects.get(sdg_number=3)
    indicator = definition(
        "NW-90", name="Persone iscritte in un comune dal nome lungo", goal=goal, threshold=3
    )
    definition("NW-91", name="Cadute in casa", goal=goal, not_fed_because="Il portale non le registra.")
    IndicatorTarget.objects.create(
        code="NW-90", first_day=YEAR.first, last_day=YEAR.last, value=40, reason="Prova", set_at=AFTER
    )
    for month in (3, 5):
        for name, many in (("Foligno", 9), ("Spello", 1), ("Sant'Anatolia di Narco", 4)):
            for _each in range(many):
                human(
                    comune=Comune.objects.get(name=name),
                    birth_date=date(1990, 1, 1),
                    created_at=datetime(2026, month, 4, 9, tzinfo=UTC),
                )
    periods = [Period.of(Span.MONTH, date(2026, month, 1)) for month in (3, 4, 5)]
    made = [publishing.prepare(read(indicator, each), now=AFTER) for each in (*periods, YEAR)]
    publishing.publish(made, by=None, now=AFTER)


def looks_right(page):
    assert violations(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("width", [320, 360, DESKTOP["width"]])
def test_from_the_project_to_a_number(page, live_server, numbers, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/il-progetto/")
    page.get_by_role("link", name="Guarda i numeri").click()
    expect(page.get_by_text("Il portale non le registra.")).to_be_visible()
    looks_right(page)

    page.get_by_role("link", name="Persone iscritte in un comune").click()
    expect(page.get_by_text("Nel 2026: 28 persone.")).to_be_visible()
    expect(page.get_by_role("row", name="Spello").get_by_text("nascosto", exact=True)).to_be_visible()
    looks_right(page)

    page.get_by_label("Guarda un altro periodo").select_option(label="marzo 2026")
    page.get_by_role("button", name="Mostra").press("Enter")
    expect(page.get_by_text("A marzo 2026: 14 persone.")).to_be_visible()
    looks_right(page)

    page.goto(f"{live_server.url}/monitoraggio/comuni/santanatolia-di-narco/")
    expect(page.get_by_role("row", name="Persone iscritte in un comune")).to_be_visible()
    looks_right(page)
    page.go_back()

    with page.expect_download() as sheet:
        page.get_by_role("link", name="CSV").click()
    assert sheet.value.suggested_filename == "nw-90.csv"
