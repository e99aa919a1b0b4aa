"""The cast, and the stage they play on."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase

from networking.jobs import keeping
from networking.models import Comune, RoleKind, User, Zone
from tests import database, factories, restoring
from tests.smtp_server import SmtpServer

if TYPE_CHECKING:
    from collections.abc import Iterator

# Playwright's loop and the ORM share a thread in the browser stories.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

REFERENCE = Path(os.environ.get("NETWORKING_REFERENCE", Path(__file__).parents[2] / "shared"))


def pytest_terminal_summary(terminalreporter) -> None:
    """How many questions the matrix of addresses and roles asked; what the tests of faults counted."""
    passed = terminalreporter.stats.get("passed", [])
    asked = sum(dict(report.user_properties).get("questions", 0) for report in passed)
    if asked:
        terminalreporter.write_line(
            f"matrix: {asked} questions, address x role x method, answered as the rules say"
        )
    for report in passed:
        for name, figure in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(figure)


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, django_db_blocker) -> Iterator[None]:
    """A database for this worker, copied from the template that all workers share."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    base = tmp_path_factory.getbasetemp()
    database.make_template(base if worker == "main" else base.parent)
    name = f"test_{database.NAME}_{worker}"
    database.recreate(name)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        connection.close()
    pristine = restoring.Pristine.of(database.url_of(name, role="owner"))

    def restore(_case: TransactionTestCase) -> None:
        nonlocal pristine
        pristine = database.restore(name, pristine)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
    yield
    patch.undo()
    pristine.close()
    with django_db_blocker.unblock():
        connection.close()
    database.drop(name)


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference material, where there is one."""
    if not REFERENCE.is_dir():
        pytest.skip(f"reference material not found at {REFERENCE} (set NETWORKING_REFERENCE)")
    return REFERENCE


@pytest.fixture
def now() -> datetime:
    """The moment of the tests: a Wednesday morning at ten, in Italy."""
    return datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture(autouse=True)
def patient_keeper(request, monkeypatch) -> None:
    """The keeper of a job sees only what is committed: within a test's own transaction it would miss its row."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if not commits:
        monkeypatch.setattr(keeping, "BEAT", 600)


@pytest.fixture
def norcia(db) -> Comune:
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def cascia(db) -> Comune:
    return Comune.objects.get(slug="cascia")


@pytest.fixture
def foligno(db) -> Comune:
    return Comune.objects.get(slug="foligno")


@pytest.fixture
def spoleto(db) -> Comune:
    return Comune.objects.get(slug="spoleto")


@pytest.fixture
def sellano(db) -> Comune:
    return Comune.objects.get(slug="sellano")


@pytest.fixture
def citizen(db) -> User:
    return factories.person("cittadina@example.org", RoleKind.CITIZEN)


@pytest.fixture
def administrator(db) -> User:
    return factories.person(
        "amministrazione@example.org", RoleKind.ADMINISTRATOR, everywhere=True, is_superuser=True
    )


@pytest.fixture
def operator_of_zone_6(db) -> User:
    zone = Zone.objects.get(number=6)
    return factories.person("operatrice6@example.org", RoleKind.DESK_OPERATOR, zone=zone)


@pytest.fixture
def operator_of_zone_8(db) -> User:
    zone = Zone.objects.get(number=8)
    return factories.person("operatore8@example.org", RoleKind.DESK_OPERATOR, zone=zone)


@pytest.fixture
def provider(db) -> User:
    """Somebody who writes for an organisation of Norcia."""
    return factories.provider("ente@example.org", organization=factories.organization("Ente di Norcia"))


@pytest.fixture
def other_provider(db) -> User:
    """Somebody who writes for another organisation."""
    return factories.provider(
        "altro-ente@example.org", organization=factories.organization("Ente di Foligno")
    )


@pytest.fixture
def as_citizen(citizen) -> Client:
    return factories.signed_in(citizen)


@pytest.fixture
def as_administrator(administrator) -> Client:
    return factories.signed_in(administrator)


@pytest.fixture
def as_provider(provider) -> Client:
    return factories.signed_in(provider)


@pytest.fixture
def smtp(settings):
    """A real SMTP server on this machine, and the portal told to deliver to it."""
    with SmtpServer() as server:
        settings.MAIL_DELIVERY_BACKEND = "networking.outbox.channels.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        yield server
