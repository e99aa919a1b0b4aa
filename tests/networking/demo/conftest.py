"""One demonstration for all the tests of this folder: each is undone to it, and it is undone at the end."""

from datetime import datetime

import pytest
from django.db import transaction

from networking import demo
from networking.rules import ITALY

DAY = datetime(2026, 11, 25, 10, tzinfo=ITALY)


@pytest.fixture(scope="package", autouse=True)
def own_file(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "ACCOUNTS_FILE", tmp_path_factory.mktemp("demo") / "demo-accounts.json")
        yield


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker, own_file):
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.build_all(now=DAY)
        transaction.set_rollback(True)


@pytest.fixture
def accounts(built, db):
    return built
