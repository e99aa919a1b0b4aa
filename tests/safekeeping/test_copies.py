"""What a copy looks like from outside, and which ones are refused."""

import json
from datetime import UTC, datetime, timedelta

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from networking import health
from networking.models import Heartbeat
from networking.safekeeping import copying, restoring, rotating
from networking.safekeeping.checking import check
from networking.safekeeping.container import Part, identities_in, recipient_of, seal
from networking.safekeeping.refusals import SafekeepingError
from tests.safekeeping.conftest import write_identity

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def copy(db, keeping):
    default_storage.save("ab/segreto", ContentFile(b"un documento riservato"))
    return copying.make(now=NOW)


def test_a_copy_is_whole_and_says_what_it_holds(copy, identity):
    told = check(copy.data, identities_in(identity))

    assert told.files == 1
    assert told.tables["public.networking_comune"] == 21
    assert "public.django_session" not in told.tables
    assert "FIELD_KEYS" in told.secret_names
    assert told.parts == copy.manifest.parts


def test_nothing_of_it_can_be_read_without_the_private_key(copy):
    body = copy.data.read_bytes() + copy.keys.read_bytes()

    assert body.startswith(b"age-encryption.org/v1")
    for word in (b"riservato", b"PGDMP", b"manifesto", b"FIELD_KEYS"):
        assert word not in body


def test_only_its_owner_may_open_the_files(copy):
    assert copy.data.stat().st_mode & 0o777 == 0o600
    assert copy.keys.stat().st_mode & 0o777 == 0o600


def test_the_wrong_private_key_is_refused_in_italian(copy, tmp_path):
    write_identity(tmp_path / "altra.txt")

    with pytest.raises(SafekeepingError, match="Questa chiave privata non apre la copia"):
        check(copy.data, identities_in(tmp_path / "altra.txt"))


@pytest.mark.parametrize("kept", [0.99, 0.5, 0.001, 0])
def test_a_truncated_copy_is_refused(copy, identity, kept):
    body = copy.data.read_bytes()
    copy.data.write_bytes(body[: int(len(body) * kept)])

    with pytest.raises(SafekeepingError, match="incompleta o è stata cambiata"):
        check(copy.data, identities_in(identity))


def test_one_changed_bit_is_enough_to_refuse(copy, identity):
    body = bytearray(copy.data.read_bytes())
    body[-100] ^= 1
    copy.data.write_bytes(body)

    with pytest.raises(SafekeepingError, match="incompleta o è stata cambiata"):
        check(copy.data, identities_in(identity))


@pytest.mark.parametrize("name", ["../fuori", "/etc/passwd"])
def test_a_part_that_would_be_written_elsewhere_is_refused(tmp_path, identity, name):
    recipient = recipient_of(write_identity(identity))
    seal(tmp_path / "finta.age", [Part(name, 1, [b"x"])], recipient)

    with pytest.raises(SafekeepingError, match="qualcosa che non ci va"):
        check(tmp_path / "finta.age", identities_in(identity))


def test_a_file_that_is_not_a_copy_of_ours_is_refused(tmp_path, identity):
    recipient = recipient_of(write_identity(identity))
    seal(tmp_path / "altro.age", [Part("altro", 1, [b"x"])], recipient)

    with pytest.raises(SafekeepingError, match="manca il manifesto"):
        check(tmp_path / "altro.age", identities_in(identity))


def test_when_the_dump_fails_no_half_copy_is_left(db, keeping, settings):
    settings.MEDIA_ROOT = keeping.parent / "media"
    default_storage.save("ab/file", ContentFile(b"x"))
    settings.POSTGRES_PROGRAMS = str(keeping)

    with pytest.raises(SafekeepingError, match="Manca pg_dump"):
        copying.make(now=NOW)

    assert list(keeping.glob("portale-*")) == []


def test_without_a_recipient_no_copy_is_made(settings, db):
    settings.BACKUP_RECIPIENT = ""

    with pytest.raises(CommandError, match="Manca BACKUP_RECIPIENT"):
        call_command("backup")


def test_the_keys_ride_apart_and_come_back(copy, identity, settings):
    assert restoring.read_keys(copy.keys, identity) == {
        "FIELD_KEYS": settings.FIELD_KEYS,
        "INDEX_KEY": settings.INDEX_KEY,
    }


def test_the_keys_are_never_written_over_a_file_that_is_there(copy, identity, tmp_path):
    taken = tmp_path / "chiavi.env"
    taken.write_text("prezioso")

    with pytest.raises(CommandError, match="c’è già"):
        call_command("restore", str(copy.keys), chiave_privata=identity, scrivi_chiavi=taken)

    assert taken.read_text() == "prezioso"


def test_a_private_key_that_is_none_is_refused(tmp_path):
    (tmp_path / "lista.txt").write_text("latte, pane\n")

    with pytest.raises(SafekeepingError, match="chiave privata non si legge"):
        identities_in(tmp_path / "lista.txt")


def test_a_copy_is_never_read_whole_into_memory(tmp_path, identity):
    """A quarter of a gigabyte passes, and the pieces that wait are never more than a few."""
    recipient = recipient_of(write_identity(identity))
    waiting = []

    def pieces():
        for _number in range(256):
            waiting.append(path.stat().st_size if path.exists() else 0)
            yield bytes(2**20)

    path = tmp_path / "grande.age.incompleta"
    seal(tmp_path / "grande.age", [Part("grande", 256 * 2**20, pieces())], recipient)

    behind = [number * 2**20 - written for number, written in enumerate(waiting)]
    assert max(behind) < 3 * 2**20


def test_old_copies_go_with_their_keys_and_the_newest_stays(keeping):
    keeping.mkdir()
    for days in (0, 29, 31, 400):
        stamp = f"{NOW - timedelta(days=days):%Y%m%dT%H%M%SZ}"
        (keeping / f"portale-{stamp}.age").touch()
        (keeping / f"portale-{stamp}-chiavi.age").touch()
    (keeping / "appunti.txt").touch()

    gone = rotating.throw_away_old(now=NOW)

    assert len(gone) == 4
    assert len(list(keeping.glob("portale-*.age"))) == 4
    assert (keeping / "appunti.txt").exists()
    assert rotating.throw_away_old(now=NOW + timedelta(days=500)) != []
    assert len(list(keeping.glob("portale-*.age"))) == 2


def test_the_portal_says_when_its_last_copy_is_too_old(db, settings):
    settings.BACKUP_RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
    Heartbeat.objects.create(name=health.BACKUP, beat_at=NOW)

    def is_well(now):
        return {finding.name: finding.is_well for finding in health.examine(now=now)}[health.BACKUP]

    assert is_well(NOW + timedelta(hours=25))
    assert not is_well(NOW + timedelta(hours=27))


def test_the_manifest_is_json_without_a_value_of_any_secret(copy, settings):
    text = copy.manifest.as_json().decode()

    assert json.loads(text)["format"] == 1
    for secret in (settings.SECRET_KEY, settings.INDEX_KEY, settings.FIELD_KEYS):
        assert secret not in text
