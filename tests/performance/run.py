"""`make bench`: how long pages take, as ratios to bare views of the same server, in one run.

It makes a database of its own, fills it, measures, and drops it. A slow machine is no error:
the exit code is not zero only when something does not work.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.performance.settings"

import django

django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from services.models import SearchEntry, Service  # noqa: E402
from services.search import indexing  # noqa: E402
from tests import database  # noqa: E402
from tests.performance import (  # noqa: E402
    booking,
    generating,
    mailing,
    measuring,
    pages,
    server,
    signing_in,
    volunteering,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = ["pagine", "accessi", "prenotazioni", "avvisi", "idonei"]


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=100_000, help="quanti servizi generare")
    parser.add_argument("--turns", type=int, default=200, help="quante richieste per ogni misura")
    parser.add_argument("--reminders", type=int, default=10_000, help="quanti avvisi in una raffica")
    parser.add_argument("--database", default="", help="una base dati di misura già piena, che resta")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="che cosa misurare")
    options = parser.parse_args()
    name = options.database or f"bench_{os.getpid()}"
    with bench_database(name, total=options.services, stays=bool(options.database)) as environment:
        say(f"{SearchEntry.objects.filter(is_live=True).count()} servizi che si possono trovare")
        with server.running(environment) as (port, pid):
            if "pagine" in options.only:
                measure_pages(port, pid, options.turns)
            if "accessi" in options.only:
                signing_in.print_all(port, turns=min(options.turns, 60))
            if "prenotazioni" in options.only:
                booking.print_all(port)
        if "pagine" in options.only:
            pages.print_query_counts()
            pages.print_in_process(options.turns)
        if "avvisi" in options.only:
            mailing.print_all(options.reminders)
        if "idonei" in options.only:
            volunteering.print_all()


def measure_pages(port: int, pid: int, turns: int) -> None:
    """What pages cost over HTTP, in turn with the bare views."""
    http = HTTPConnection("127.0.0.1", port, timeout=60)
    measure_first(http, pid)
    pages.print_first_words(http)
    measures = pages.measures()
    measuring.take_turns(http, list(measures.values()), turns=turns, warm_up=40)
    pages.print_ratios(measures)
    say(f"memoria del processo alla fine: {server.resident_megabytes(pid)} MB")
    pages.print_sizes(http)


def measure_first(http: HTTPConnection, pid: int) -> None:
    """What the first search of a new process costs: it reads the whole index."""
    slug = Service.objects.order_by("id").values_list("slug", flat=True)[0]
    measuring.fetch(http, f"/misure/nuda/?slug={slug}")
    before, start = server.resident_megabytes(pid), time.perf_counter()
    measuring.fetch(http, "/servizi/")
    seconds, after = time.perf_counter() - start, server.resident_megabytes(pid)
    say(f"prima ricerca di un processo nuovo: {seconds:.1f} s; memoria da {before} a {after} MB")


@contextmanager
def bench_database(name: str, *, total: int, stays: bool) -> Iterator[dict[str, str]]:
    """The environment of a filled database, which is dropped at the end unless it `stays`."""
    with database.cursor_of("owner") as cursor:
        exists = cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    environment = os.environ | {
        "DATABASE_URL": database.url_of(name, role="portal"),
        "MIGRATION_DATABASE_URL": database.url_of(name, role="owner"),
    }
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        if not exists:
            fill(name, total, environment)
        yield environment
    finally:
        connection.close()
        if not stays:
            database.drop(name)


def fill(name: str, total: int, environment: dict[str, str]) -> None:
    """Make the database, generate the catalogue, index it."""
    database.recreate(name, template="template0")
    for command in database.PREPARATION:
        subprocess.run(
            [sys.executable, database.ROOT / "manage.py", *command],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    start = time.perf_counter()
    generating.generate(total)
    say(f"{total} servizi generati in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    indexing.rebuild_all()
    say(f"indice fatto in {time.perf_counter() - start:.0f} s")
    with psycopg.connect(database.url_of(name, role="owner"), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def say(line: str) -> None:
    """Print at once: the run is long."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
