"""A demonstration of each test's own."""

import pytest

from networking import demo


@pytest.fixture(autouse=True)
def own_file(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "ACCOUNTS_FILE", tmp_path / "demo-accounts.json")


@pytest.fixture
def accounts(db, now):
    return demo.build_all(now=now)
