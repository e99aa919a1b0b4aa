"""A coordinator fills the holes of two weeks from a sheet: first with a mistake, said row by row; then right."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking.models import Comune, RoleKind
from tests import factories, volunteering
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHEET = "/volontariato/coordinamento/fogli/turni/"


@pytest.fixture
def norcia(portal):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def rosa(norcia):
    return factories.person("rosa@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


def hand_in(page: Page, lines: list[str]) -> None:
    content = "\n".join(["codice del turno;chi viene", *lines]).encode()
    sheet = {"name": "turni.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Carica il foglio").click()


def test_a_sheet_with_a_mistake_writes_nothing_and_the_right_one_everything(page: Page, portal, rosa, norcia):
    volunteering.able(
        factories.human(
            "Niccolò D'Angelo", birth_date=date(1980, 3, 4), email="niccolo@example.org", comune=norcia
        )
    )
    day = timezone.localdate() + timedelta(days=10)
    turns = [
        volunteering.request(norcia, local_date=day + timedelta(days=number), title="Spesa a casa")
        for number in range(2)
    ]
    enter(page, portal, rosa)
    page.goto(f"{portal}/volontariato/coordinamento/")
    page.get_by_role("link", name="Turni da un foglio").click()
    looks_right(page)
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Scarica i posti liberi (.csv)").click()
    assert "Spesa a casa" in sheet.value.path().read_text(encoding="utf-8-sig")

    hand_in(page, [f"{turns[0].pk};niccolo@example.org", f"{turns[1].pk};nessuno@example.org"])
    expect(page.get_by_role("heading", name="Non è stato scritto niente")).to_be_visible()
    expect(page.get_by_role("alert").get_by_text("Riga 3")).to_be_visible()
    looks_right(page)
    assert not volunteering.assignments().exists()

    hand_in(page, [f"{turn.pk};niccolo@example.org" for turn in turns])
    expect(page.get_by_text("2 persone messe nei turni.")).to_be_visible()
    looks_right(page)
    assert volunteering.assignments().filter(state="accepted").count() == 2
