"""Pages answer without Redis and SMTP; without the database they say so plainly."""

import pytest
from django.conf import settings

from tests import database, factories
from tests.faults import portal

NOBODY = "127.0.0.1:9"


@pytest.fixture
def here(transactional_db):
    """The address of this test's database, with a sheet in it."""
    factories.service("Sportello di prova")
    return database.url_of(settings.DATABASES["default"]["NAME"], role="portal")


def test_every_public_page_answers_without_redis_and_smtp(here):
    neighbours = {"REDIS_URL": f"redis://{NOBODY}/0", "EMAIL_URL": f"smtp://{NOBODY}"}
    with portal.web(DATABASE_URL=here, **neighbours) as address:
        pages = [
            "/",
            "/servizi/",
            "/servizi/?q=sportello",
            "/comuni/",
            "/mappa/",
            "/accedi/",
            "/salute/pronto/",
        ]
        statuses = {page: portal.get(address + page)[0] for page in pages}

    assert set(statuses.values()) == {200}, statuses


def test_without_the_database_a_page_says_so_in_italian(here):
    with portal.web(DATABASE_URL=f"postgres://portal@{NOBODY}/portal") as address:
        status, body = portal.get(f"{address}/comuni/")
        readiness, _body = portal.get(f"{address}/salute/pronto/")

    assert (status, readiness) == (503, 503)
    assert "Traceback" not in body
    assert 'lang="it"' in body
