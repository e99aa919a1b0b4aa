"""Real threads on real connections: what many do in the same instant, and guards taken away to see the harm."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection, connections

from tests import database

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60
SHORTLY = 10
HELD_UP = "SELECT count(*) FROM pg_locks WHERE NOT granted"
BODY = "SELECT pg_get_functiondef(%s::regproc)"


def together(*works: Callable[[], Any]) -> list[Any]:
    """Do each of `works` in a thread of its own, all in the same instant; what each gave, or the error it met."""
    start, found = Barrier(len(works)), [None] * len(works)

    def begin(number: int, work: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            found[number] = work()
        except Exception as error:  # noqa: BLE001 - what each met is what the test looks at
            found[number] = error
        finally:
            connection.close()

    threads = [Thread(target=begin, args=each, daemon=True) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return found


def meanwhile(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin `work` in a thread and connection of its own; what is given back waits for its end and says what it gave."""
    found: list[Any] = []

    def begin() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 - what it met is what the test looks at
            found.append(error)
        finally:
            connection.close()

    thread = Thread(target=begin, daemon=True)
    thread.start()

    def ended() -> Any:
        thread.join(PATIENCE)
        return found[0]

    return ended


def elsewhere(work: Callable[[], Any]) -> Any:
    """Do `work` from beginning to end in a connection of its own, while ours is in the middle of something."""
    return meanwhile(work)()


def until_somebody_waits(is_over: Callable[[], bool] = lambda: False) -> None:
    """Go on when somebody in the test's database waits for a lock, when `is_over`, or after a while."""
    name = connections["default"].settings_dict["NAME"]
    question = f"{HELD_UP} AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = %s)"
    with psycopg.connect(database.url_of(name, role="owner"), autocommit=True) as onlooker:
        for _look in range(SHORTLY * 100):
            [waiting] = onlooker.execute(question, [name]).fetchone()
            if waiting or is_over():
                return
            onlooker.execute("SELECT pg_sleep(0.01)")


def without_constraint(table: str, constraint: str) -> None:
    """Take a promise away from the test's database, which is thrown away when the test ends."""
    database.as_owner(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}", [])


def without_index(name: str) -> None:
    """Take away a promise that is kept by an index."""
    database.as_owner(f"DROP INDEX {name}", [])


def without_words(function: str, words: str) -> None:
    """Rewrite a function of the database without `words`, which must be in it."""
    with connection.cursor() as cursor:
        cursor.execute(BODY, [function])
        body = cursor.fetchone()[0]
    assert words in body
    database.as_owner(body.replace(words, ""), [])
