"""Copies of the tests' database, and somebody who can open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyrage
import pytest
from django.conf import settings as django_settings

from tests import clusters, database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from house.postgres import Cluster


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
    with clusters.empty_cluster() as cluster:
        yield cluster
