"""A PostgreSQL of a test's own, made by initdb, that it may stop, fill and hurt."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bin"))

from house.places import new_data_folder  # noqa: E402
from house.postgres import FORGETFUL, Cluster, is_reachable  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def empty_cluster() -> Iterator[Cluster]:
    """A cluster with our roles and an empty database, gone afterwards."""
    name = f"cluster-{os.getpid()}-{secrets.token_hex(3)}"
    folder = new_data_folder(name, reachable=is_reachable())
    cluster = Cluster(folder / "postgres")
    try:
        cluster.create(FORGETFUL)
        yield cluster
    finally:
        cluster.remove()
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


@contextmanager
def portal_cluster() -> Iterator[Cluster]:
    """A cluster that holds what every test may count on: a copy of the tests' template."""
    # It asks for settings, which an empty cluster does without.
    from networking.safekeeping import programs
    from tests import database

    with empty_cluster() as cluster:
        source, environment = programs.conninfo(database.url_of(database.TEMPLATE, role="owner"))
        target, there = programs.conninfo(cluster.url("portal_owner"))
        dump = [programs.find("pg_dump", server=15), "--format=custom", "--no-owner", f"--dbname={source}"]
        load = [programs.find("pg_restore", server=15), "--no-owner", f"--dbname={target}"]
        with subprocess.Popen(dump, env=environment, stdout=subprocess.PIPE) as reading:
            subprocess.run(load, env=there, stdin=reading.stdout, check=True)
        yield cluster
