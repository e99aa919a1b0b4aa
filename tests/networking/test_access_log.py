"""The log of readings: complete, chained, and closed to whoever would mend it."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from networking import access_log
from networking.models import AccessRecord
from tests import database, factories

READ = AccessRecord.Deed.READ


@pytest.fixture
def lucia(norcia):
    return factories.human("Lucia Bassi", comune=norcia)


def rows():
    return list(AccessRecord.objects.for_everyone(reason="una prova").order_by("day", "number"))


def as_owner(statement, *values):
    """What only the owner of the tables could do, as a thief of the server would."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(database.url_of(name, role="owner"), autocommit=True) as owner:
        owner.execute(statement, values)


def test_asvs_16_3_2_a_reading_tells_who_what_and_when(operator_of_zone_6, lucia):
    access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia, page="/operatori/persone/x/")

    [row] = rows()
    assert row.reader == operator_of_zone_6.pk
    assert row.reader_name == "Persona Diprova"
    assert "sportello · Zona sociale" in row.reader_roles
    assert (row.subject_label, row.subject_id) == ("networking.Person", str(lucia.pk))
    assert (row.number, row.page) == (1, "/operatori/persone/x/")


def test_a_list_is_one_row_that_says_how_many(operator_of_zone_6, lucia):
    access_log.record(reader=operator_of_zone_6, deed=AccessRecord.Deed.LISTED, subject=type(lucia), rows=17)

    [row] = rows()
    assert (row.subject_id, row.rows) == ("", 17)


def test_the_chain_that_nobody_touched_holds(operator_of_zone_6, lucia):
    for _each in range(5):
        access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia)

    assert [row.number for row in rows()] == [1, 2, 3, 4, 5]
    assert access_log.breaks() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE networking_accessrecord SET page = 'altra'",
        "DELETE FROM networking_accessrecord",
        "TRUNCATE networking_accessrecord",
        "UPDATE networking_personevent SET given_name = 'altra'",
        "DELETE FROM networking_userevent",
    ],
)
def test_asvs_16_4_2_the_portal_cannot_alter_what_was_written(lucia, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_nobody_writes_numbers_moments_or_digests_of_their_own(lucia):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO networking_accessrecord (day, number, at, reader_name, reader_roles, deed,"
            " subject_label, subject_id, rows, page, row_hash)"
            " VALUES ('2020-01-01', 900, '2020-01-01', 'x', '', 'read', 'y', 'z', 1, '', 'finto')"
        )

    [row] = rows()
    assert row.number == 1
    assert row.day.year > 2020
    assert access_log.breaks() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE networking_accessrecord SET subject_id = 'altro' WHERE number = 2", "riga cambiata"),
        ("UPDATE networking_accessrecord SET reader_name = 'Altri' WHERE number = 2", "nome cambiato"),
        ("UPDATE networking_accessrecord SET at = at - interval '1 hour' WHERE number = 2", "riga cambiata"),
        ("DELETE FROM networking_accessrecord WHERE number = 2", "numero saltato"),
        (
            "UPDATE networking_accessrecord SET day = day - 1 WHERE number = 1",
            "riga cambiata",
        ),
    ],
)
def test_whoever_touches_a_row_behind_the_portals_back_is_found(operator_of_zone_6, lucia, statement, why):
    for _each in range(4):
        access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia)

    as_owner(statement)

    assert why in {found.why for found in access_log.breaks()}


@pytest.mark.django_db(transaction=True)
def test_a_name_is_forgotten_and_the_chain_still_holds(operator_of_zone_6, lucia):
    access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia)
    access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia)

    as_owner("UPDATE networking_accessrecord SET reader_name = '', reader_salt = NULL")

    assert {row.reader_name for row in rows()} == {""}
    assert access_log.breaks() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT expire_readings((now() - interval '5 months')::date)",
        "SELECT forget_readers(now()::date)",
        "SELECT expire_history('networking_personevent', now())",
        "SELECT forget_history('networking_person', '1', 'x')",
        "SELECT forget_history('networking_accessrecord', '1', 'x')",
    ],
)
def test_the_doors_to_forget_stay_shut_to_what_is_young_or_not_history(db, statement):
    with pytest.raises(DatabaseError, match=r"six months|not a history|too young"), transaction.atomic():
        connection.cursor().execute(statement)


def test_forgetting_a_history_is_itself_written_down(lucia):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT forget_history('networking_personevent', %s, 'networking.Person')", [str(lucia.pk)]
        )
        assert cursor.fetchone()[0] == 1

    [row] = rows()
    assert (row.deed, row.subject_id, row.rows) == (AccessRecord.Deed.FORGOT, str(lucia.pk), 1)


def test_asvs_16_4_1_line_ends_forge_nothing(operator_of_zone_6, lucia):
    access_log.record(reader=operator_of_zone_6, deed=READ, subject=lucia, page="/a\n5:falso")

    assert access_log.breaks() == []
    assert access_log.chained_text(["ab", "c"]) != access_log.chained_text(["a", "bc"])
