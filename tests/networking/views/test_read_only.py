"""Signed in, with a database that only reads: pages open, forms say that nothing was stored (ASVS 16.5.2)."""

import pytest
from django.db import connection

from tests import factories

READABLE = ["/", "/profilo/", "/comuni/norcia/", "/servizi/?q=parola+mai+trovata"]


@pytest.fixture
def only_reads(db):
    """From here on this test's transaction refuses what writes, as a full or a standby database does."""

    def begin():
        with connection.cursor() as cursor:
            # What this test has written so far is checked now: afterwards it could not be.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET TRANSACTION READ ONLY")

    return begin


@pytest.mark.parametrize("path", READABLE)
def test_asvs_16_5_2_a_citizen_still_reads(as_citizen, only_reads, path):
    only_reads()

    assert as_citizen.get(path).status_code == 200


def test_asvs_16_5_2_staff_still_read(as_administrator, only_reads):
    only_reads()

    assert as_administrator.get("/gestione/").status_code == 200


def test_asvs_16_5_3_nothing_is_called_stored_that_is_not(as_citizen, only_reads):
    only_reads()
    as_citizen.raise_request_exception = False

    answer = as_citizen.post("/segnala-un-problema/", {"path": "/", "message": "Non si legge il numero."})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Ora si può solo leggere" in answer.content.decode()


def test_asvs_16_5_3_who_cannot_be_counted_is_not_told_that_they_tried_too_often(client, citizen, only_reads):
    only_reads()
    client.raise_request_exception = False

    answer = client.post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})

    assert answer.status_code == 503
    assert "Ora si può solo leggere" in answer.content.decode()
