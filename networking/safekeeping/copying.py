"""Making a copy: the database at one moment, the files, and apart the keys; encrypted as it is read."""

from __future__ import annotations

import hashlib
import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from networking.encryption import parse_keys
from networking.erasing import proofs

from . import manifest, programs
from .container import Part, recipient_of, seal
from .refusals import SafekeepingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

# A tar must know the size of what follows; a dump's is known only at its end, so it goes in pieces.
PIECE = 4 * 2**20
PREFIX, SUFFIX, KEYS_SUFFIX = "portale-", ".age", "-chiavi.age"
# Who is signed in and what may be computed again: worth nothing later, and dangerous in wrong hands.
PASSING = ["public.django_session", "public.usersessions_usersession", "public.django_cache"]
TABLES = """
SELECT schemaname, tablename FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Copy:
    """A finished copy."""

    data: Path
    keys: Path
    manifest: manifest.Manifest = field(repr=False)
    digest: str = ""


def make(*, now: datetime) -> Copy:
    """Copy everything into BACKUP_FOLDER. Raises SafekeepingError and leaves nothing half made."""
    if not settings.BACKUP_RECIPIENT:
        raise SafekeepingError(
            _("Manca BACKUP_RECIPIENT, la chiave pubblica con cui cifrare le copie (age-keygen la crea).")
        )
    recipient = recipient_of(settings.BACKUP_RECIPIENT)
    keys_recipient = recipient_of(settings.BACKUP_KEYS_RECIPIENT)
    settings.BACKUP_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = f"{PREFIX}{now:%Y%m%dT%H%M%SZ}"
    data = settings.BACKUP_FOLDER / f"{stem}{SUFFIX}"
    keys = settings.BACKUP_FOLDER / f"{stem}{KEYS_SUFFIX}"
    # It outlives this database: an older copy that is put back does not bring back who was erased since.
    proofs.write_list(settings.BACKUP_FOLDER)
    seal(keys, [_keys()], keys_recipient)
    try:
        with _moment() as (connection, snapshot):
            told = _describe(connection, now)
            seal(data, _parts(connection, snapshot, told), recipient)
    except BaseException:
        # Keys without their data would look like a copy.
        keys.unlink(missing_ok=True)
        raise
    return Copy(data, keys, told, digest=digest_of(data))


def digest_of(path: Path) -> str:
    """SHA-256 of a file, to compare a copy carried elsewhere with this one."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _moment() -> Iterator[tuple[psycopg.Connection, str]]:
    """A connection that sees the database at one moment, and that moment's name for pg_dump."""
    with psycopg.connect(settings.BACKUP_DATABASE_URL, autocommit=True) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, row[0] if row else ""


def _describe(connection: psycopg.Connection, now: datetime) -> manifest.Manifest:
    """The manifest but for the parts."""
    tables = {}
    for schema, table in connection.execute(TABLES).fetchall():
        if (name := f"{schema}.{table}") not in PASSING:
            statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
            (tables[name],) = connection.execute(statement).fetchone() or (0,)
    migrations = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
    return manifest.Manifest(
        made_at=now.isoformat(),
        server=connection.info.server_version // 10_000,
        migrations=[name for (name,) in migrations.fetchall()],
        tables=tables,
        secret_names=[*settings.BACKUP_SECRET_NAMES, *settings.BACKUP_KEY_SETTINGS],
        field_keys=list(parse_keys(settings.FIELD_KEYS)),
    )


def _parts(connection: psycopg.Connection, snapshot: str, told: manifest.Manifest) -> Iterator[Part]:
    """Database, files, manifest. The database first: a file that arrives meanwhile does no harm."""
    dump = _dump(snapshot, server=connection.info.server_version // 10_000)
    for number, piece in enumerate(dump):
        yield _noted(told, Part(f"{manifest.DATABASE}{number:06d}", len(piece), [piece]))
    for name in sorted(_stored_names()):
        try:
            size = default_storage.size(name)
        except FileNotFoundError:
            told.vanished.append(name)
            continue
        yield _noted(told, Part(f"{manifest.MEDIA}{name}", size, _stored_pieces(name)))
    text = told.as_json()
    yield Part(manifest.NAME, len(text), [text])


def _noted(told: manifest.Manifest, part: Part) -> Part:
    """The same part, whose size and digest the manifest learns while it passes."""

    def passing() -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in part.pieces:
            digest.update(piece)
            yield piece
        told.parts[part.name] = (part.size, digest.hexdigest())

    return Part(part.name, part.size, passing())


def _dump(snapshot: str, *, server: int) -> Iterator[bytes]:
    """What pg_dump writes, in pieces of PIECE bytes. Raises SafekeepingError when it fails."""
    target, environment = programs.conninfo(settings.BACKUP_DATABASE_URL)
    command = [programs.find("pg_dump", server=server), "--format=custom", f"--snapshot={snapshot}"]
    command += ["--no-owner", "--no-privileges", f"--dbname={target}"]
    command += [f"--exclude-table-data={table}" for table in PASSING]
    with programs.running(command, environment, stdout=subprocess.PIPE) as process:
        while piece := process.stdout.read(PIECE):
            yield piece


def _stored_names(folder: str = "") -> Iterator[str]:
    """Every file in the storage, on a disk or in a bucket."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for name in folders:
        yield from _stored_names(f"{folder}/{name}".lstrip("/"))


def _stored_pieces(name: str) -> Iterable[bytes]:
    with default_storage.open(name, "rb") as file:
        yield from file.chunks()


def _keys() -> Part:
    """The values without which what is encrypted stays so for ever."""
    values = {name: getattr(settings, name) for name in settings.BACKUP_KEY_SETTINGS}
    text = json.dumps({"made_at": timezone.now().isoformat(), **values}, indent=1).encode()
    return Part("chiavi.json", len(text), [text])
