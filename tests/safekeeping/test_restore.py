"""A copy made by the real pg_dump comes back in a PostgreSQL that was empty, and the portal stands up."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.utils import timezone
from psycopg import connect

from networking import access_log
from networking.erasing import proofs
from networking.erasing.person import Asked, erase_person
from networking.models import AccessRecord, Channel, Person, RoleKind, StoredFile
from networking.safekeeping import copying
from tests import factories
from tests.clusters import ROOT


@dataclass
class Machine:
    """Another machine: its own database, storage and secrets."""

    cluster: object
    folder: Path
    keys: dict[str, str]

    def manage(self, *arguments, **variables):
        """A command given on that machine, whose secrets are in its environment."""
        environment = {name: value for name, value in os.environ.items() if name != "PORTAL_DATABASE_ROLE"}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "networking.settings.development",
            "DATABASE_URL": self.cluster.url("portal"),
            "MIGRATION_DATABASE_URL": self.cluster.url("portal_owner"),
            "BACKUP_DATABASE_URL": self.cluster.url("portal_backup"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "BACKUP_FOLDER": str(self.folder / "copie"),
            **self.keys,
            **variables,
        }
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, statement):
        with connect(self.cluster.url("portal_owner")) as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture
def machine(empty_cluster, tmp_path, settings):
    keys = {name: getattr(settings, name) for name in settings.BACKUP_KEY_SETTINGS}
    return Machine(empty_cluster, tmp_path / "altrove", keys)


@pytest.fixture
def copy(transactional_db, keeping, norcia):
    """A copy of a portal with a sheet, a file, a sealed column and a reading of somebody's data."""
    factories.service("Sportello di prova", comune=norcia)
    reader = factories.person("operatrice@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    child = factories.human("Bimba Cifrata", needs="allergia alle noci", comune=norcia)
    access_log.record(reader=reader, deed=AccessRecord.Deed.READ, subject=child, page="/prova/")
    StoredFile.objects.create(file=ContentFile(b"segreto", name="modulo.pdf"), name="Modulo.pdf")
    return copying.make(now=timezone.now())


def test_a_copy_comes_back_on_an_empty_cluster_and_the_portal_stands_up(machine, copy, identity):
    answer = machine.manage("restore", copy.data, "--chiave-privata", identity)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "✗" not in answer.stdout
    assert answer.stdout.count("✓") == len(django_settings.SMOKE_TRIALS)
    [(sealed,)] = machine.ask("SELECT needs FROM networking_person WHERE given_name = 'Bimba'")
    assert b"noci" not in bytes(sealed)
    [stored] = [path for path in (machine.folder / "media").rglob("*") if path.is_file()]
    assert stored.read_bytes() == b"segreto"


def test_who_was_erased_after_the_copy_is_erased_again(machine, copy, identity, keeping):
    child = Person.objects.for_everyone(reason="prova").get(given_name="Bimba")
    erase_person(child, asked=Asked(Channel.DESK, timezone.now()), now=timezone.now())
    proofs.write_list(keeping)

    answer = machine.manage("restore", copy.data, "--chiave-privata", identity, BACKUP_FOLDER=keeping)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Persone cancellate di nuovo: 1." in answer.stdout
    assert machine.ask("SELECT count(*) FROM networking_person WHERE given_name = 'Bimba'") == [(0,)]


def test_what_came_back_can_be_copied_by_the_role_that_only_reads(machine, copy, identity):
    machine.manage("restore", copy.data, "--chiave-privata", identity)
    public = identity.read_text().splitlines()[1].rpartition(" ")[2]

    answer = machine.manage("backup", BACKUP_RECIPIENT=public)

    assert answer.returncode == 0, answer.stderr
    assert len(list((machine.folder / "copie").glob("*.age"))) == 2


def test_a_database_that_is_not_empty_is_left_alone(machine, copy, identity):
    with connect(machine.cluster.url("portal_owner")) as connection:
        connection.execute("CREATE TABLE di_qualcun_altro (id int)")

    answer = machine.manage("restore", copy.data, "--chiave-privata", identity)

    assert answer.returncode != 0
    assert "Il database non è vuoto" in answer.stderr
    assert machine.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [
        ("di_qualcun_altro",)
    ]


def test_an_altered_copy_puts_nothing_back(machine, copy, identity):
    body = bytearray(copy.data.read_bytes())
    body[len(body) // 2] ^= 1
    copy.data.write_bytes(body)

    answer = machine.manage("restore", copy.data, "--chiave-privata", identity)

    assert "incompleta o è stata cambiata" in answer.stderr
    assert machine.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert not (machine.folder / "media").exists()


def test_without_the_keys_of_the_fields_nothing_is_put_back(machine, copy, identity):
    other_ring = "altra:" + "QUFB" * 10 + "QUE="

    answer = machine.manage("restore", copy.data, "--chiave-privata", identity, FIELD_KEYS=other_ring)

    assert "In FIELD_KEYS mancano le chiavi prova" in answer.stderr
    assert machine.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
