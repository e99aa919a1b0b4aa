"""What the tests of accounts share."""

import pytest
from django.db import transaction


@pytest.fixture
def at_once(monkeypatch) -> None:
    """What waits for the end of the transaction is done within the request, as where a request is no transaction."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, *_args, **_kwargs: act())
