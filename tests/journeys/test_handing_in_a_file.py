"""Somebody at work keeps a form to download; a neighbour downloads it; the disk fills up."""

import io

import pytest
from django.core.files.storage import storages
from PIL import Image
from playwright.sync_api import expect

from networking.models import RoleKind, StoredFile
from networking.storage import StorageFullError
from tests import factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, sign_in, violations
from tests.networking.uploads import files

pytestmark = pytest.mark.journey
ADD = "/gestione/networking/storedfile/add/"


@pytest.fixture
def at_work(page, live_server, transactional_db, settings, tmp_path):
    """A browser in which the portal's administrator has signed in."""
    settings.MEDIA_ROOT = tmp_path
    factories.person("amministra@example.org", RoleKind.ADMINISTRATOR, is_superuser=True)
    sign_in(page, live_server.url, "amministra@example.org", factories.PASSWORD)
    page.wait_for_url("**/profilo/**")
    return page


def hand_in(page, live_server, name, content, *, public=True):
    page.goto(live_server.url + ADD)
    page.get_by_label("File", exact=False).first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    if public:
        page.get_by_label("chiunque può scaricarlo").check()
    page.get_by_role("button", name="Salva", exact=True).click()


def test_a_form_is_kept_and_anybody_downloads_it(at_work, live_server, browser):
    hand_in(at_work, live_server, "Modulo d'iscrizione.pdf", files.PDF)
    expect(at_work.get_by_role("link", name="Modulo d'iscrizione.pdf").first).to_be_visible()
    kept = StoredFile.objects.get()

    stranger = browser.new_page()
    stranger.goto(live_server.url)
    with stranger.expect_download() as download:
        stranger.evaluate("address => { location.href = address }", kept.get_absolute_url())

    assert download.value.suggested_filename == "Modulo d'iscrizione.pdf"
    assert download.value.path().read_bytes() == files.PDF
    stranger.close()


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_is_refused_is_said_beside_the_field(at_work, live_server, window):
    at_work.set_viewport_size(window)
    hand_in(at_work, live_server, "disegno.svg", files.SVG)

    expect(
        at_work.get_by_text("Questo tipo di file non si può caricare. Va bene PDF, JPEG, PNG o WebP.")
    ).to_be_visible()
    assert violations(at_work) == []
    assert not overflows(at_work)


def test_a_full_disk_is_said_in_a_page_of_its_own(at_work, live_server, monkeypatch, context):
    context.expected_statuses.add(507)

    def full(*_args, **_kwargs):
        raise StorageFullError

    monkeypatch.setattr(type(storages["default"]), "_save", full)
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    hand_in(at_work, live_server, "foto.jpg", out.getvalue())

    expect(at_work.get_by_role("heading", name="Non c'è più spazio per il file")).to_be_visible()
    assert violations(at_work) == []
    assert not overflows(at_work)
