"""Two who erase the same person at once: one erasure, one proof."""

import time
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, models
from django.utils import timezone

from networking.erasing import person as erasing
from networking.models import Channel, ErasureProof, Person, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MEDIA_ROOT = tmp_path


class Erasing(Thread):
    """Erases somebody together with others."""

    def __init__(self, person, start):
        super().__init__(daemon=True)
        self.person, self.start_together = person, start
        self.proof = self.failure = None

    def run(self):
        now = timezone.now()
        try:
            self.start_together.wait(PATIENCE)
            asked = erasing.Asked(Channel.DESK, now)
            self.proof = erasing.erase_person(self.person, asked=asked, now=now)
        except Exception as failure:  # noqa: BLE001 - the test looks at it
            self.failure = failure
        finally:
            connection.close()


def erase_together(person, how_many=2):
    start = Barrier(how_many)
    threads = [Erasing(person, start) for _each in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return threads


@pytest.fixture
def slow(monkeypatch):
    """Whoever erases stays in the middle for a while, so that the other is surely there too."""
    forget = erasing.rows.forget

    def in_the_middle(owner, **when):
        time.sleep(0.5)
        return forget(owner, **when)

    monkeypatch.setattr(erasing.rows, "forget", in_the_middle)


def test_two_at_once_get_the_same_proof(slow):
    person = factories.person("lucia@example.org", RoleKind.GUARDIAN).person

    first, second = erase_together(person)

    assert (first.failure, second.failure) == (None, None)
    assert first.proof == second.proof
    assert ErasureProof.objects.count() == 1
    assert factories.notices().count() == 1
    assert not Person.objects.for_everyone(reason="prova").filter(pk=person.pk).exists()


def test_without_the_lock_the_second_would_fail(slow, monkeypatch):
    """Negative control: it is the lock that lets the second wait, and find what the first did."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    person = factories.person("lucia@example.org", RoleKind.GUARDIAN).person

    threads = erase_together(person)

    assert [type(thread.failure) for thread in threads if thread.failure] == [IntegrityError]
    assert ErasureProof.objects.count() == 1
