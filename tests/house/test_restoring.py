"""What a test commits is gone before the next one, whatever it did."""

import psycopg
import pytest

from tests import database, restoring

NAME = f"{database.NAME}_restoring"
SYNONYMS, GOALS = (
    "SELECT count(*) FROM services_synonym",
    "SELECT string_agg(title, ',' ORDER BY id) FROM networking_goal",
)


@pytest.fixture(scope="module")
def fresh(django_db_setup):
    """A database that nobody else has."""
    database.recreate(NAME)
    yield NAME
    database.drop(NAME)


@pytest.fixture
def pristine(fresh):
    held = restoring.Pristine.of(database.url_of(fresh, role="owner"))
    if not held.connection.execute(restoring.MAY_SKIP_TRIGGERS).fetchone()[0]:
        held.close()
        pytest.skip("the owner of these databases may not put triggers to sleep: each test gets a new one")
    yield held
    held.close()


def do(statement, role="portal"):
    """One statement, committed by a role."""
    with psycopg.connect(database.url_of(NAME, role=role)) as connection:
        return connection.execute(statement)


def read(question):
    with psycopg.connect(database.url_of(NAME, role="portal")) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM services_synonym",
        "UPDATE networking_goal SET title = 'altro' WHERE sdg_number = 3",
    ],
)
def test_rows_are_as_they_were(pristine, statement):
    before = read(SYNONYMS), read(GOALS)
    do(statement)

    assert pristine.restore()
    assert (read(SYNONYMS), read(GOALS)) == before


def test_numbers_are_drawn_from_the_start_again(pristine):
    first = read("SELECT nextval('services_synonym_id_seq')")
    assert pristine.restore()

    assert read("SELECT nextval('services_synonym_id_seq')") == first
    assert pristine.restore()


def test_what_is_more_than_rows_asks_for_a_new_database(pristine):
    do("ALTER TABLE laboratories_booking DISABLE TRIGGER USER", role="owner")

    assert not pristine.restore()


def test_whoever_is_still_there_asks_for_a_new_database(pristine):
    with psycopg.connect(database.url_of(NAME, role="portal")) as other:
        other.execute("SELECT 1")
        assert not pristine.restore()
