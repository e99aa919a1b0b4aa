"""Two tablets mark the same child at the same instant: both marks are kept, and the disagreement shows."""

from threading import Barrier, Thread

import pytest
from django.db import connection, models
from django.utils import timezone

from laboratories.models import PresenceMark
from laboratories.registers import marking
from networking.models import Comune
from tests.laboratories import registers

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
MARKS = ("present", "absent")


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def session(leader):
    made = registers.session(Comune.objects.get(slug="norcia"), by=leader, children=1)
    return registers.opened(made, by=leader)


def race(session, leader, before=lambda: None):
    """Two tablets send together, each knowing of no mark."""
    start, troubles = Barrier(len(MARKS)), []
    row = registers.rows(session)[0]

    def send(kind):
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            before()
            marking.mark(session, [registers.made(row, kind)], by=leader, now=timezone.now())
        except Exception as trouble:  # noqa: BLE001 - looked at below
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=send, args=[kind], daemon=True) for kind in MARKS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return troubles


def test_two_tablets_at_once_are_both_kept_and_disagree(session, leader):
    assert race(session, leader) == []

    [row] = registers.rows(session)
    assert row.is_disputed
    assert PresenceMark.objects.for_everyone(reason="prova").count() == 2


def test_without_the_locks_one_would_overwrite_the_other_in_silence(session, leader, monkeypatch):
    """Negative control: it is the locks that make the second tablet see the first."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    together, keep = Barrier(len(MARKS)), marking._keep

    def keep_together(*args, **kwargs):
        together.wait(PATIENCE)
        keep(*args, **kwargs)

    monkeypatch.setattr(marking, "_keep", keep_together)

    assert race(session, leader) == []
    assert not registers.rows(session)[0].is_disputed
