"""The portal's own database role cannot rewrite the past."""

import pytest
from django.db import ProgrammingError, connection, transaction

from networking.grants import append_only_tables
from services.models import Verification
from tests import factories

STATEMENTS = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}")


@pytest.mark.parametrize("statement", STATEMENTS)
def test_asvs_13_2_2_an_append_only_table_refuses(db, statement):
    for table in append_only_tables():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement.format(table))


def test_an_append_only_table_still_grows(provider, now):
    factories.verification(factories.service(), provider, now)

    assert Verification.objects.count() == 1


def test_the_guard_is_the_grant_and_not_the_table(db):
    """Negative control: on a table that is not append-only the same statements pass."""
    for statement in STATEMENTS[:2]:
        connection.cursor().execute(statement.format("networking_heartbeat"))


def test_there_is_something_to_guard():
    assert "services_verification" in append_only_tables()


def test_the_portal_cannot_forge_its_own_migrations(db):
    with pytest.raises(ProgrammingError, match="permission denied"):
        connection.cursor().execute("DELETE FROM django_migrations")
