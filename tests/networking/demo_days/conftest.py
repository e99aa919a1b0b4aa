"""A file of log-ins of its own; no demonstration is there before the test builds it."""

import pytest

from networking import demo


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "ACCOUNTS_FILE", tmp_path / "demo-accounts.json")
