"""A migration that finds its table in use lets everybody else pass, and tries again (E13, F14)."""

import os
import subprocess
import sys
import threading
import time

import psycopg
import pytest

from tests import database
from tests.migrations.linting import ROOT

NAME = f"lock_{database.NAME}_{os.getpid()}"
COUNT = "SELECT count(*) FROM dangerous_shelf"
SOMEBODY_WAITS = """
SELECT EXISTS (
    SELECT FROM pg_locks JOIN pg_class ON pg_class.oid = relation
    WHERE relname = 'dangerous_shelf' AND mode = 'AccessExclusiveLock' AND NOT granted
)
"""
# What the others would wait, and how much of it they may: far enough apart for a busy machine.
LONG_READING, SHORT_WAIT = 2.5, 1.2
# A command may be slow to start.
PATIENCE = 60


@pytest.fixture
def shelves(django_db_setup):
    """A database with the table that the next migration will change."""
    database.recreate(NAME)
    assert migrate("0001").wait() == 0
    yield
    database.drop(NAME)


def connect():
    return psycopg.connect(database.url_of(NAME, role="owner"), autocommit=True)


def migrate(target, **variables):
    """The real command, in a process of its own."""
    url = database.url_of(NAME, role="owner")
    return subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "migrate", "dangerous", target, "--verbosity", "0"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.migrations.settings",
            "DATABASE_URL": url,
            "MIGRATION_DATABASE_URL": url,
            **variables,
        },
        stderr=subprocess.PIPE,
        text=True,
    )


def read_for_long():
    """Hold the table as somebody who reads, until the migration has met us and for a while after that."""
    with connect() as connection, connect() as watcher, connection.transaction():
        connection.execute(COUNT)
        deadline = time.monotonic() + PATIENCE
        while not watcher.execute(SOMEBODY_WAITS).fetchone()[0] and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(LONG_READING)


def longest_wait(process):
    """How long the slowest of many short readings took while `process` ran."""
    longest = 0.0
    with connect() as connection:
        while process.poll() is None:
            started = time.monotonic()
            connection.execute(COUNT)
            longest = max(longest, time.monotonic() - started)
            time.sleep(0.02)
    return longest


def change_the_table_under_readers(**variables):
    """Seconds of the slowest short reading, and the migration that ran meanwhile behind a long one."""
    slow = threading.Thread(target=read_for_long)
    slow.start()
    migration = migrate("0002", **variables)
    waited = longest_wait(migration)
    slow.join()
    return waited, migration


def test_the_other_readers_do_not_stop_and_the_migration_gets_there(shelves):
    waited, migration = change_the_table_under_readers()

    assert migration.returncode == 0
    assert "Una tabella è occupata: riprovo" in migration.stderr.read()
    assert waited < SHORT_WAIT
    with connect() as connection, pytest.raises(psycopg.errors.UndefinedColumn):
        connection.execute("SELECT colour FROM dangerous_shelf")


def test_without_the_limit_everybody_would_wait(shelves):
    """Negative control: it is the limit that keeps the readers going."""
    waited, migration = change_the_table_under_readers(MIGRATION_LOCK_TIMEOUT="0")

    assert migration.returncode == 0
    assert waited > 2 > SHORT_WAIT


def test_a_table_that_is_never_free_leaves_everything_as_it_was(shelves):
    with connect() as connection, connection.transaction():
        connection.execute(COUNT)
        migration = migrate("0002", MIGRATION_ATTEMPTS="2")
        _out, said = migration.communicate()

    assert migration.returncode != 0
    assert "il portale continua com'era" in said
    with connect() as connection:
        connection.execute("SELECT colour FROM dangerous_shelf")
