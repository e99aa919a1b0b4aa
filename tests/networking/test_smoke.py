"""`manage.py smoke` says what does not work; each trial fails when what it looks at is broken."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from networking import access_log, smoke
from networking.models import RoleKind, StoredFile
from services import smoke as services_smoke
from tests import factories

OTHER_RING = "altra:" + "QUFB" * 10 + "QUE="


@pytest.fixture
def portal(db, norcia, settings, tmp_path):
    """A portal with a sheet, a person with a sealed word, a file, somebody with a second factor."""
    settings.MEDIA_ROOT = tmp_path
    factories.service("Sportello di prova", comune=norcia)
    factories.human("Bimba Cifrata", needs="allergia alle noci", comune=norcia)
    user = factories.person("staff@example.org", RoleKind.ADMINISTRATOR, everywhere=True)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return StoredFile.objects.create(file=ContentFile(b"segreto", name="modulo.pdf"), name="Modulo.pdf")


def test_a_portal_that_is_well_passes_every_trial(portal, settings):
    out = StringIO()

    call_command("smoke", stdout=out)

    assert out.getvalue().count("✓") == len(settings.SMOKE_TRIALS)


def test_one_trial_that_fails_is_enough_and_the_others_still_run(portal, settings):
    out = StringIO()
    settings.FIELD_KEYS = OTHER_RING

    with pytest.raises(CommandError, match="non è a posto"):
        call_command("smoke", stdout=out)

    assert "✗ Un campo cifrato non si apre" in out.getvalue()
    assert "✓ Le pagine rispondono" in out.getvalue()


def test_a_page_that_does_not_answer_is_named(db):
    with pytest.raises(smoke.SmokeError, match="/assente/ risponde 404"):
        smoke.get("/assente/")


def test_a_table_that_may_be_rewritten_is_named(db, monkeypatch):
    monkeypatch.setattr("networking.grants.append_only_tables", lambda: ["networking_heartbeat"])

    with pytest.raises(smoke.SmokeError, match="può cambiare networking_heartbeat"):
        smoke.append_only_rights_hold()


def test_a_lost_key_of_second_factors_is_noticed(portal, settings):
    settings.FIELD_KEYS = OTHER_RING

    with pytest.raises(smoke.SmokeError, match="secondo passo"):
        smoke.second_factors_open()


def test_second_factors_open_with_the_new_key_alone_after_a_rotation(portal, settings):
    settings.FIELD_KEYS = f"{OTHER_RING},{settings.FIELD_KEYS}"
    call_command("rotate_field_keys", stdout=StringIO())
    settings.FIELD_KEYS = OTHER_RING

    assert "1 guardati" in smoke.second_factors_open()
    assert "si aprono" in smoke.sealed_fields_open()


def test_a_file_that_is_gone_is_named(portal):
    default_storage.delete(portal.file.name)

    with pytest.raises(smoke.SmokeError, match=portal.file.name):
        smoke.stored_files_are_there()


def test_a_reading_that_was_touched_is_noticed(portal, monkeypatch):
    broken = access_log.Break(datetime(2026, 11, 25, tzinfo=UTC).date(), 1, "riga cambiata")
    monkeypatch.setattr("networking.access_log.breaks", lambda: [broken])

    with pytest.raises(smoke.SmokeError, match="1 punti, il primo il 2026-11-25"):
        smoke.the_log_of_readings_is_whole()


def test_a_search_that_does_not_find_is_noticed(portal, monkeypatch):
    monkeypatch.setattr(services_smoke, "get", lambda _path: "<p>Nessun servizio</p>")

    with pytest.raises(smoke.SmokeError, match="La ricerca non trova «Sportello di prova»"):
        services_smoke.a_search_finds()
