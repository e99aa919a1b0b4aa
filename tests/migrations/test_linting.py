"""A migration that would stop the portal while it runs does not pass `make check`."""

import os

import pytest

from tests.migrations.linting import OURS, lint
from tests.migrations.settings import BEFORE_THE_FIRST_RELEASE

DATABASE = os.environ["MIGRATION_DATABASE_URL"]


@pytest.fixture(scope="module")
def said_of_the_dangerous():
    outcome = lint("dangerous", database=DATABASE)
    assert outcome.returncode != 0
    return outcome.stdout


def test_our_migrations_may_run_under_traffic():
    outcome = lint(*OURS, database=DATABASE)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("migration", "why"),
    [
        ("0002_drop", "DROPPING columns"),
        ("0003_rename", "RENAMING columns"),
        ("0004_not_null", "NOT NULL constraint"),
        ("0005_index", "CREATE INDEX locks table"),
        ("0006_retype", "ALTERING columns"),
    ],
)
def test_a_dangerous_one_is_refused_and_says_why(said_of_the_dangerous, migration, why):
    _before, _name, after = said_of_the_dangerous.partition(f"(dangerous, {migration})... ERR\n")

    assert why in after.splitlines()[0]


def test_one_that_only_adds_passes(said_of_the_dangerous):
    assert "0001_shelf" not in said_of_the_dangerous


def test_what_is_excused_has_a_reason():
    assert all(len(reason) > 10 for reason in BEFORE_THE_FIRST_RELEASE.values())
