"""Putting a copy back where there is nothing yet, step by step, each said aloud."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from psycopg import sql

from networking.encryption import parse_keys
from networking.erasing import again, proofs

from . import manifest, programs
from .checking import CHUNK, check
from .container import identities_in, opened
from .copying import TABLES
from .refusals import SafekeepingError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import IO

    import pyrage

# Files up to here wait in memory, longer ones on the disk.
IN_MEMORY = 8 * 2**20
# What makes a database not empty: anything but what PostgreSQL and its extensions brought.
OURS = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%%'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


@dataclass(frozen=True)
class Wanted:
    """What to put back, and with what."""

    copy: Path
    identity: Path
    with_files: bool = True


def restore(wanted: Wanted, *, say: Callable[[str], None]) -> manifest.Manifest:
    """Put a copy into the empty database and storage of these settings. Raises SafekeepingError.

    Nothing is written before the copy is known to be whole and the place to be empty.
    """
    identities = identities_in(wanted.identity)
    say(_("Leggo la copia fino in fondo…"))
    told = check(wanted.copy, identities)
    say(_("È intera: {when}, {files} file.").format(when=told.made_at, files=told.files))
    refuse_what_is_not_ours_to_overwrite(told, with_files=wanted.with_files)
    say(_("Rimetto il database…"))
    _put_back_database(wanted.copy, identities, server=_server_version())
    _compare_counts(told)
    say(_("Righe contate: tutte."))
    if wanted.with_files:
        put_back_files(wanted.copy, identities)
        say(_("File rimessi: {files}.").format(files=told.files))
    _bring_up_to_date()
    say(_("Tabelle aggiornate e diritti del portale ridati."))
    say(_("Persone cancellate di nuovo: {count}.").format(count=again.after_restore()))
    return told


def read_keys(path: Path, identity: Path) -> dict[str, str]:
    """The keys that ride in a file of their own. Raises SafekeepingError."""
    with opened(path, identities_in(identity)) as tar:
        member = tar.next()
        file = tar.extractfile(member) if member else None
        if file is None:
            raise SafekeepingError(_("Nel file {path} non ci sono chiavi.").format(path=path))
        return {name: value for name, value in json.load(file).items() if name != "made_at"}


def refuse_what_is_not_ours_to_overwrite(told: manifest.Manifest, *, with_files: bool) -> None:
    """Refuse where something is already there, or this program could not read what comes.

    Raises SafekeepingError.
    """
    with connection.cursor() as cursor:
        cursor.execute(OURS)
        (there,) = cursor.fetchone()
    if there:
        raise SafekeepingError(
            _(
                "Il database non è vuoto: ripristina in uno nuovo, questo non lo tocco ({count} oggetti)."
            ).format(count=there)
        )
    if with_files and _storage_holds_something():
        raise SafekeepingError(
            _("Nel deposito dei file c’è già qualcosa: svuotalo, oppure usa --senza-file.")
        )
    unknown = set(told.migrations) - {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if unknown:
        raise SafekeepingError(
            _("La copia viene da una versione più nuova del portale: aggiorna prima il programma.")
        )
    if missing := set(told.field_keys) - set(parse_keys(settings.FIELD_KEYS)):
        raise SafekeepingError(
            _("In FIELD_KEYS mancano le chiavi {names}: rimettile prima (--chiavi).").format(
                names=", ".join(sorted(missing))
            )
        )


def smoke() -> bool:
    """Try the portal in a process of its own, as the role that runs it; whether everything went well."""
    environment = {name: value for name, value in os.environ.items() if name != "PORTAL_DATABASE_ROLE"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "smoke"]
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603 - our own


def _storage_holds_something() -> bool:
    """The list of who was erased does not count: it is kept there for this very day."""
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return False
    return bool(files or set(folders) - {proofs.FOLDER})


def _server_version() -> int:
    connection.ensure_connection()
    return connection.pg_version // 10_000


def _put_back_database(path: Path, identities: Sequence[pyrage.x25519.Identity], *, server: int) -> None:
    """Give the dump to pg_restore as it is decrypted: all of it, or nothing."""
    target, environment = programs.conninfo(settings.DATABASE_URLS["owner"])
    connection.close()
    command = [programs.find("pg_restore", server=server), "--no-owner", "--no-privileges"]
    command += ["--exit-on-error", "--single-transaction", f"--dbname={target}"]
    with programs.running(command, environment, stdin=subprocess.PIPE) as process:
        with opened(path, identities) as tar:
            for member in tar:
                if member.name.startswith(manifest.DATABASE) and (file := tar.extractfile(member)):
                    while chunk := file.read(CHUNK):
                        process.stdin.write(chunk)
        process.stdin.close()


def _compare_counts(told: manifest.Manifest) -> None:
    with psycopg.connect(settings.DATABASE_URLS["owner"]) as database:
        there = {f"{schema}.{table}" for schema, table in database.execute(TABLES).fetchall()}
        for name, count in told.tables.items():
            statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*name.split(".", 1)))
            found = database.execute(statement).fetchone() if name in there else None
            if found != (count,):
                raise SafekeepingError(
                    _("La tabella {table} non ha le righe che aveva nella copia.").format(table=name)
                )


def put_back_files(path: Path, identities: Sequence[pyrage.x25519.Identity]) -> None:
    """Write the files of a copy into the storage, on a disk or in a bucket. Raises SafekeepingError."""
    with opened(path, identities) as tar:
        for member in tar:
            if member.name.startswith(manifest.MEDIA) and (file := tar.extractfile(member)):
                _put_back_file(member.name.removeprefix(manifest.MEDIA), file)


def _put_back_file(name: str, file: IO[bytes]) -> None:
    if name.startswith(f"{proofs.FOLDER}/") and default_storage.exists(name):
        return
    # A bucket's client goes back and forth in what it sends; what comes out of a tar is read only once.
    with SpooledTemporaryFile(max_size=IN_MEMORY) as whole:
        shutil.copyfileobj(file, whole)
        whole.seek(0)
        if default_storage.save(name, File(whole, name=name)) != name:
            raise SafekeepingError(_("Il file {name} c’era già.").format(name=name))


def _bring_up_to_date() -> None:
    """What this version adds to the tables, and then the rights of the portal's role on all of them."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
