"""V-I9: the owner of the tables cannot change the register, and whoever goes behind the guards is found."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from tests import database, factories, volunteering

pytestmark = pytest.mark.django_db(transaction=True)
HARM = {
    "UPDATE volunteers_registerentry SET residence = 'altrove' WHERE number = 2": 2,
    "UPDATE volunteers_registerentry SET recorded_at = recorded_at - interval '1 day' WHERE number = 3": 3,
    "UPDATE volunteers_registerentry SET hash = sha256('x') WHERE number = 2": 2,
    "DELETE FROM volunteers_registerentry WHERE number = 1": 1,
    "DELETE FROM volunteers_registerentry WHERE number = 3": 3,
    "UPDATE volunteers_registerentry SET number = number + 1 WHERE number = 3": 3,
}


@pytest.fixture
def section(transactional_db):
    """Three people enrolled."""
    made = volunteering.section()
    for _each in range(3):
        volunteering.line(factories.human(), section=made)
    return made


@contextmanager
def owner():
    """The tables' owner, whose deeds are undone."""
    url = database.url_of(connection.settings_dict["NAME"], role="owner")
    with psycopg.connect(url) as other:
        yield other.cursor()
        other.rollback()


@pytest.mark.parametrize("harm", [*HARM, "TRUNCATE volunteers_registerentry CASCADE"])
def test_the_owner_of_the_table_is_refused(section, harm):
    with owner() as cursor, pytest.raises(psycopg.IntegrityError, match="the_register_only_grows"):
        cursor.execute(harm)


def test_who_goes_behind_the_guards_is_found(section):
    found = {}
    for harm in HARM:
        with owner() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(harm)
            found[harm] = cursor.execute("SELECT volunteers_register_broken(%s)", [section.pk]).fetchone()[0]

    assert found == HARM
