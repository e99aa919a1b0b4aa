"""The real worker and the real clock deliver mail through the real Redis; one that is killed loses nothing."""

import os
import signal

import pytest
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage

from networking import health
from networking.models import Heartbeat
from tests import database, factories
from tests.faults import portal
from tests.faults.portal import BEAT, WORKER


@pytest.fixture
def environment(transactional_db, smtp):
    return {
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "EMAIL_URL": f"smtp://{smtp.host}:{smtp.port}",
    }


def write_mails(number):
    connection = get_connection("networking.mail.OutboxBackend")
    connection.send_messages(
        [
            EmailMessage(f"Prova {each}", "Testo", "portale@example.org", ["a@example.org"])
            for each in range(number)
        ]
    )


def test_clock_and_worker_deliver_what_a_page_wrote(environment, smtp):
    write_mails(3)
    with portal.running(WORKER, **environment), portal.running(BEAT, **environment):
        assert portal.wait_for(lambda: len(smtp.received) == 3, seconds=60)
        assert portal.wait_for(lambda: Heartbeat.objects.filter(name=health.WORKER).exists(), seconds=60)


def test_a_killed_sender_loses_nothing_and_repeats_only_with_the_same_id(environment, smtp):
    write_mails(200)
    with portal.running(["manage", "drain_outbox"], **environment) as sender:
        assert portal.wait_for(lambda: len(smtp.received) >= 20)
        os.killpg(sender.pid, signal.SIGKILL)
    # The dead sender's lease is over: waiting a minute for it would only make the test slow.
    factories.notices().filter(state="sending").update(lease_until="2026-01-01T00:00Z")

    with portal.running(["manage", "drain_outbox"], **environment) as sender:
        sender.wait(timeout=60)

    ids = [message["Message-ID"] for message in smtp.received]
    assert len(set(ids)) == 200
    assert len(ids) - len(set(ids)) <= 1
    assert not factories.notices().exclude(state="sent").exists()
