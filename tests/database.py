"""The tests' databases: made once as their owner, copied for each worker, used as the portal's weaker role.

After a test that commits (a browser, threads) its owner brings back the few rows it wrote (tests/restoring.py),
which the portal's role could not do to append-only tables; where it changed more than rows, a new copy is made.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from tests import restoring

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# Two runs on one server keep apart by the name of the database they were given.
NAME = settings.DATABASES["default"]["NAME"]
TEMPLATE = f"template_{NAME}"
END_CONNECTIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user
"""
# What every test may count on: the real territory and the catalogue's words.
PREPARATION = (
    # Before the migrations, which end by giving the portal's role its rights on every table.
    ["createcachetable"],
    ["migrate", "--no-input", "-v0"],
    ["load_territory"],
    ["load_catalogue", "--solo-parole"],
)


def url_of(database: str, *, role: str) -> str:
    """The address of `database` for a role («owner» or «portal»)."""
    parts = urlsplit(settings.DATABASE_URLS[role])
    return urlunsplit(parts._replace(path=f"/{database}"))


@contextmanager
def cursor_of(role: str) -> Iterator[psycopg.Cursor]:
    """A cursor of a role («owner» makes databases), outside every test database."""
    with psycopg.connect(url_of("postgres", role=role), autocommit=True) as connection:
        yield connection.cursor()


def as_owner(statement: str, parameters: list[Any] | None) -> None:
    """Do in the test's database what only the tables' owner may; a test that uses it commits too."""
    with psycopg.connect(url_of(connections["default"].settings_dict["NAME"], role="owner")) as connection:
        connection.execute(statement, parameters)


def make_template(shared_folder: Path) -> None:
    """Make the template once for all workers of this run."""
    with (shared_folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared_folder / "template.done"
        if done.exists():
            return
        recreate(TEMPLATE, template="template0")
        environment = os.environ | {
            "DATABASE_URL": url_of(TEMPLATE, role="portal"),
            "MIGRATION_DATABASE_URL": url_of(TEMPLATE, role="owner"),
        }
        for command in PREPARATION:
            subprocess.run(
                [sys.executable, ROOT / "manage.py", *command],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        done.touch()


def recreate(database: str, *, template: str = TEMPLATE) -> None:
    """A fresh `database`, whoever is still connected to the old one."""
    drop(database)
    with cursor_of("owner") as cursor:
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(database), sql.Identifier(template)
            )
        )


def drop(database: str) -> None:
    """Remove `database`, if it is there.

    A role may end its own connections, not another's; those of PostgreSQL itself the server ends.
    A browser may still be asking for something and connect again in between: then once more.
    """
    for is_last_try in (False, False, False, True):
        end_connections(database)
        try:
            with cursor_of("owner") as cursor:
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
        except psycopg.errors.ObjectInUse:
            if is_last_try:
                raise
        else:
            return


def end_connections(database: str) -> None:
    """End those of the portal's role, whoever holds them."""
    with cursor_of("portal") as cursor:
        cursor.execute(END_CONNECTIONS, [database])


def restore(database: str, pristine: restoring.Pristine) -> restoring.Pristine:
    """Bring `database` back to what the template holds, after a test that committed; what it holds then."""
    connections.close_all()
    end_connections(database)
    if pristine.restore():
        return pristine
    pristine.close()
    recreate(database)
    return restoring.Pristine.of(url_of(database, role="owner"))
