"""A member of the Cabina di Regia on a telephone: the next meeting and its papers, an action that is done, the documents."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.convening import drafting
from governance.convening.convening import convene
from networking.models import Comune, RoleKind
from tests import factories, governing
from tests.journeys.test_company import enter
from tests.journeys.test_substitutes import looks_right

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def carla(portal):
    return factories.person("carla@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")


@pytest.fixture
def cabina(carla):
    """A body with a meeting behind that left something to do, and one ahead with a paper."""
    now = timezone.now()
    body = governing.body(name="Cabina di Regia interterritoriale", is_public=True)
    governing.mandate(body, carla.person, comune=Comune.objects.get(slug="norcia"))
    held = governing.meeting(body, state="closed", first_call_at=now - timedelta(days=20))
    governing.action(
        held, carla.person, words="Scrivere alle scuole", due_on=timezone.localdate() + timedelta(days=3)
    )
    governing.decision(governing.agenda_of(held).get(), title="Aprire uno sportello a Preci")
    # Its draft brings back what was left to do, as everybody's does.
    wanted = {
        "title": "Seduta di dicembre",
        "first_call_at": now + timedelta(days=12),
        "place": "Norcia, municipio",
    }
    ahead = drafting.draft(body, wanted=wanted)
    item = drafting.add_item(ahead, wanted={"title": "Il piano dell'anno"})
    by = factories.person("segreteria@example.org", RoleKind.SECRETARY)
    upload = ContentFile(PDF, name="piano.pdf")
    drafting.add_document(item, upload=upload, title="Il piano dell'anno", by=by, now=now)
    convene(ahead, by=by, now=now)
    return ahead


def test_a_member_sees_what_is_next_and_ends_what_was_theirs_to_do(page: Page, portal, cabina, carla):
    page.set_viewport_size(PHONE)
    enter(page, portal, carla)
    page.goto(f"{portal}/profilo/")
    page.get_by_role("link", name="Cabina: riunioni, carte, azioni").click()
    expect(page.get_by_role("heading", name="Seduta di dicembre")).to_be_visible()
    expect(page.get_by_text("Norcia, municipio")).to_be_visible()
    expect(page.get_by_role("link", name="Il piano dell'anno")).to_be_visible()
    expect(page.get_by_text("non ha risposto")).to_be_visible()
    looks_right(page)

    page.get_by_role("link", name=re.compile("^Chiudi")).click()
    looks_right(page)
    page.get_by_text("non si fa più", exact=True).click()
    page.get_by_role("button", name="Scrivi", exact=True).click()
    expect(page.get_by_text("Scrivi perché non si fa più.").first).to_be_visible()
    looks_right(page)
    page.get_by_text("è fatta", exact=True).click()
    page.get_by_label("Una parola su com'è andata").fill("Hanno risposto in dodici.")
    page.get_by_role("button", name="Scrivi", exact=True).click()
    expect(page.get_by_text("Hanno risposto in dodici.")).to_be_visible()
    looks_right(page)

    page.goto(f"{portal}/governo/riunioni/{cabina.pk}/")
    expect(page.get_by_role("heading", name="Da riprendere")).to_be_visible()
    expect(page.get_by_text("Hanno risposto in dodici.")).to_be_visible()
    looks_right(page)
    page.goto(f"{portal}/governo/azioni/?stato=finite")
    expect(page.get_by_role("link", name="Scrivere alle scuole")).to_be_visible()
    looks_right(page)
    page.goto(f"{portal}/cabina/")
    expect(page.get_by_text("Niente: nessuna azione ti aspetta.")).to_be_visible()
    page.get_by_role("link", name="Tutti i documenti da scaricare").click()
    expect(page.get_by_text("riservato", exact=True)).to_be_visible()
    looks_right(page)
    with page.expect_download() as paper:
        page.get_by_role("link", name="Il piano dell'anno").click()
    assert paper.value.suggested_filename == "piano.pdf"
