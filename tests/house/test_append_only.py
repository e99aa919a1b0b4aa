"""The portal's own database role cannot rewrite the past."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from networking import access_log
from networking.grants import append_only_tables
from services.models import Verification
from tests import database, factories

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


def test_asvs_13_2_2_nobody_but_the_portal_may_open_the_doors_to_the_past(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, has_function_privilege('public', oid, 'EXECUTE'),"
            " has_function_privilege(current_user, oid, 'EXECUTE') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        doors = cursor.fetchall()

    assert len(doors) >= 4
    assert {(everybody, portal) for _name, everybody, portal in doors} == {(False, True)}


def test_asvs_13_2_2_the_portal_makes_no_table_that_hides_a_history_from_its_trigger(db):
    with connection.cursor() as cursor:
        # A copy of a database does not take its rights along: those of the one that was migrated count.
        cursor.execute("SELECT has_database_privilege(current_user, %s, 'TEMPORARY')", [database.TEMPLATE])

        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    "door",
    ["forget_history('false_yevent', 'a', 'x')", "expire_history('false_yevent', now() - interval '1 year')"],
)
def test_asvs_13_2_2_a_door_opens_onto_no_table_of_the_sessions_own(db, door):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE false_yevent (pgh_obj_id text, pgh_created_at timestamptz)")
        cursor.execute("GRANT ALL ON false_yevent TO PUBLIC")

        with pytest.raises(DatabaseError, match="not a history"), transaction.atomic():
            cursor.execute(f"SELECT {door}")


def test_asvs_16_4_1_the_chain_is_not_taken_in_by_a_log_of_the_sessions_own(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE networking_accessrecord AS"
            " SELECT '2999-01-01'::date AS day, 9 AS number, 'x'::bytea AS row_hash"
        )
        cursor.execute(
            access_log.INSERT.replace("INTO ", "INTO public."), [None, "", "", "read", "x", "", 1, ""]
        )
        cursor.execute("SELECT number FROM public.networking_accessrecord")

        assert cursor.fetchall() == [(1,)]
