"""A portal that knows one issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.identity import bad_issuer, steps

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def issuer(db, settings) -> Iterator[bad_issuer.BadIssuer]:
    """An issuer that behaves, until the test says otherwise."""
    cache.clear()
    with bad_issuer.running() as server:
        steps.trust(settings, server.url)
        yield server
