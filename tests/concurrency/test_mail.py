"""Several senders at once: nobody waits for another, and each message is one sender's."""

from threading import Barrier, Event, Thread, Timer

import pytest
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils import timezone

from networking import outbox
from networking.outbox import claiming, composing
from tests import factories
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 5
LETTERS, SENDERS = 20, 4


@pytest.fixture(autouse=True)
def letters(settings):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    for number in range(LETTERS):
        send_mail(f"Lettera {number}", "Testo", None, ["lucia@example.org"])


class Claiming(Thread):
    """Takes one message; commits only when it is allowed to."""

    def __init__(self, *, at_once):
        super().__init__(daemon=True)
        self.has_claimed, self.may_commit = Event(), Event()
        self.claimed = None
        if at_once:
            self.may_commit.set()

    def run(self):
        try:
            with transaction.atomic():
                self.claimed = claiming.claim(["email"], now=timezone.now(), at_most=1).notices[0]
                self.has_claimed.set()
                self.may_commit.wait(PATIENCE)
        finally:
            connection.close()


def test_a_message_that_somebody_is_taking_is_passed_over_without_waiting():
    slow, quick = Claiming(at_once=False), Claiming(at_once=True)
    slow.start()
    assert slow.has_claimed.wait(PATIENCE)

    quick.start()
    quick.join(PATIENCE / 2)
    was_held_up = quick.is_alive()
    slow.may_commit.set()
    slow.join(PATIENCE)
    quick.join(PATIENCE)

    assert not was_held_up
    assert quick.claimed.pk != slow.claimed.pk


def test_many_senders_deliver_each_message_once(settings):
    start = Barrier(SENDERS)

    def drain():
        try:
            start.wait(PATIENCE)
            outbox.drain()
        finally:
            connection.close()

    with SmtpServer() as server:
        settings.MAIL_DELIVERY_BACKEND = "networking.outbox.channels.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        senders = [Thread(target=drain, daemon=True) for _each in range(SENDERS)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(30)

    assert sorted(each["Subject"] for each in server.received) == sorted(
        f"Lettera {number}" for number in range(LETTERS)
    )
    assert not factories.notices().exclude(state="sent").exists()


def test_who_claims_what_was_just_taken_makes_nobody_leave_it_behind(settings):
    """A sender that finds a row taken meanwhile has locked it all the same, until the end of its transaction."""
    ours = claiming.claim(["email"], now=timezone.now(), at_most=1)
    locked, may_commit = Event(), Event()

    def lock():
        try:
            with transaction.atomic():
                list(factories.notices().filter(pk=ours.notices[0].pk).select_for_update())
                locked.set()
                may_commit.wait(PATIENCE)
        finally:
            connection.close()

    other = Thread(target=lock, daemon=True)
    other.start()
    assert locked.wait(PATIENCE)
    Timer(0.05, may_commit.set).start()

    ready = composing.prepare(ours.notices, now=timezone.now())
    claiming.give_back(ready)

    assert [notice.pk for notice in ready] == [notice.pk for notice in ours.notices]
    other.join(PATIENCE)
