"""Copies of the tests' database, and somebody who can open them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
import pytest
from django.conf import settings as django_settings

from tests import database

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bin"))

from house.places import new_data_folder  # noqa: E402
from house.postgres import FORGETFUL, Cluster, is_reachable  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_identity(path: Path) -> str:
    """A new private key in `path`, as age-keygen writes it; its public half."""
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# created: 2026-11-25\n# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


@pytest.fixture
def identity(tmp_path) -> Path:
    """The file with the private key, which is never on the server."""
    return tmp_path / "chiave.txt"


@pytest.fixture
def keeping(settings, tmp_path, identity) -> Path:
    """The folder of the copies, made for who holds `identity`, of the database of this test."""
    settings.BACKUP_RECIPIENT = settings.BACKUP_KEYS_RECIPIENT = write_identity(identity)
    settings.BACKUP_FOLDER = tmp_path / "copie"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DATABASE_URL = database.url_of(django_settings.DATABASES["default"]["NAME"], role="owner")
    return settings.BACKUP_FOLDER


@pytest.fixture
def empty_cluster() -> Iterator[Cluster]:
    """A PostgreSQL made now by initdb, with our roles and an empty database."""
    folder = new_data_folder(f"empty-{os.getpid()}", reachable=is_reachable())
    cluster = Cluster(folder / "postgres")
    try:
        cluster.create(FORGETFUL)
        yield cluster
    finally:
        cluster.remove()
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
