"""Many readings at the same moment still make one chain."""

import threading

import psycopg
import pytest
from django.db import connection

from networking import access_log
from networking.models import AccessRecord, Person
from tests import database

pytestmark = pytest.mark.django_db(transaction=True)
READERS, EACH = 8, 10
LOCK = "PERFORM pg_advisory_xact_lock(hashtext('networking_accessrecord'));"


def read_all_at_once():
    """Eight readers, who start together once each has its connection; the errors they met."""
    barrier, errors = threading.Barrier(READERS), []

    def read():
        try:
            connection.ensure_connection()
            barrier.wait()
            for _each in range(EACH):
                access_log.record(reader=None, deed=AccessRecord.Deed.LISTED, subject=Person)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _each in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return errors


def without_the_lock():
    """The same trigger without its lock, with a pause where the lock would matter."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(database.url_of(name, role="owner"), autocommit=True) as owner:
        source = owner.execute("SELECT pg_get_functiondef('chain_access_record'::regproc)").fetchone()[0]
        assert LOCK in source
        slow = "NEW.previous_hash := coalesce(before.row_hash, ''::bytea); PERFORM pg_sleep(0.01);"
        source = source.replace(LOCK, "").replace(
            "NEW.previous_hash := coalesce(before.row_hash, ''::bytea);", slow
        )
        owner.execute(source)


def test_readings_at_once_make_one_chain():
    errors = read_all_at_once()

    assert errors == []
    assert AccessRecord.objects.for_everyone(reason="una prova").count() == READERS * EACH
    assert access_log.breaks() == []


def test_without_the_lock_they_would_not():
    without_the_lock()

    errors = read_all_at_once()

    assert errors or access_log.breaks()
