"""A citizen with a telephone: what was decided for one's comune, how it goes, in plain words."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from networking.models import Comune
from tests import governing
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def decided(portal):
    body = governing.body(name="Cabina di Regia interterritoriale", is_public=True)
    item = governing.agenda_of(governing.meeting(body, state="open")).get()
    here = governing.decision(
        item,
        title="Aprire uno sportello a Norcia",
        plain="A Norcia apre uno sportello: il lunedì e il giovedì.",
        due_on=date(2020, 1, 1),
        is_public=True,
    )
    here.comuni.set([Comune.objects.get(slug="norcia")])
    there = governing.decision(item, title="Aprire una sala prove a Foligno", is_public=True)
    there.comuni.set([Comune.objects.get(slug="foligno")])


def test_a_citizen_finds_what_was_decided_for_their_comune(page: Page, portal, decided):
    page.goto(f"{portal}/il-progetto/")
    page.get_by_role("link", name="Le decisioni", exact=True).click()
    looks_right(page)
    page.get_by_label("Comune").select_option(label="Norcia")
    page.get_by_role("button", name="Mostra").click()
    expect(page.get_by_role("link", name="Aprire una sala prove a Foligno")).to_have_count(0)
    expect(page.get_by_role("row", name="In ritardo")).to_contain_text("1")
    looks_right(page)
    page.get_by_role("link", name="Aprire uno sportello a Norcia").click()
    expect(page.get_by_text("il lunedì e il giovedì")).to_be_visible()
    expect(page.get_by_text("In ritardo")).to_be_visible()
    looks_right(page)
