"""Telling, withdrawing, moving and sending at the same moment: each notice ends in one way, and that is the truth."""

from __future__ import annotations

import random
import re
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from networking import outbox
from networking.models import Notice, RoleKind
from networking.notices import ROLE_ENDS
from networking.outbox import Telling, claiming, recording, resending
from tests import factories, smtp_sink
from tests.concurrency.racing import together
from tests.faults.delivering import wait_often

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20
TELLERS = 4


@pytest.fixture
def sink(tmp_path, settings):
    settings.MAIL_DELIVERY_BACKEND = "networking.outbox.channels.smtp.SmtpBackend"
    with smtp_sink.running(tmp_path / "taken") as made:
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.host, made.port
        yield made


@contextmanager
def beside(act):
    """`act` in a thread of its own, with a connection of its own, while the block runs; its answer in the list."""
    answers = []

    def run():
        try:
            answers.append(act())
        except Exception as failure:  # noqa: BLE001 - what went wrong is an answer too
            answers.append(failure)
        finally:
            connection.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    yield answers
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def person():
    return factories.person("lucia@example.org", RoleKind.CITIZEN).person


def mails(number):
    return [factories.notice(address=f"m{each}@example.org", text="Testo") for each in range(number)]


class TestTelling:
    def test_many_who_tell_for_one_reason_write_one_notice(self, person):
        def tell():
            return outbox.tell(ROLE_ENDS, Telling(person=person, key="x"), now=timezone.now()).pk

        told = together(*[tell] * TELLERS)

        assert set(told) == {factories.notices().get().pk}

    def test_who_looked_first_and_wrote_afterwards_would_be_noticed(self, person):
        looked = Barrier(TELLERS)

        def tell_carelessly():
            if not factories.notices().filter(key="x").exists():
                looked.wait(PATIENCE)
                factories.notice(key="x", address="a@example.org")

        found = together(*[tell_carelessly] * TELLERS)
        assert any(isinstance(each, IntegrityError) for each in found)


class TestWithdrawing:
    def test_what_is_withdrawn_while_it_leaves_is_sent(self, sink):
        (leaving,) = mails(1)
        self._withdraw_while_it_leaves(sink, leaving)

        assert (leaving.state, leaving.reason) == ("sent", "")

    def test_a_sender_that_believed_the_withdrawal_would_be_noticed(self, sink, monkeypatch):
        """It would call withdrawn what somebody has in their mailbox."""
        monkeypatch.setattr(recording, "LEFT", recording.LEFT.replace("OR state = 'withdrawn'", ""))
        (leaving,) = mails(1)
        self._withdraw_while_it_leaves(sink, leaving)

        assert (leaving.state, sink.count) == ("withdrawn", 1)

    @staticmethod
    def _withdraw_while_it_leaves(sink, leaving):
        sink.do("slow 500")
        with beside(outbox.drain):
            assert wait_often(lambda: sink.count == 1)
            assert outbox.withdraw(keys=[leaving.key], now=timezone.now(), why="Annullato.") == 1
        leaving.refresh_from_db()

    def test_what_is_withdrawn_before_its_turn_does_not_leave(self, sink):
        assert self._withdraw_the_second(sink) == ("withdrawn", 1)

    def test_a_sender_that_does_not_look_again_would_be_noticed(self, sink, monkeypatch):
        write = recording.sent
        monkeypatch.setattr(recording, "sent", lambda *given, **named: write(*given, **named) or True)

        assert self._withdraw_the_second(sink)[1] == 2

    @staticmethod
    def _withdraw_the_second(sink):
        _first, second = mails(2)
        sink.do("slow 500")
        with beside(outbox.drain):
            assert wait_often(lambda: sink.count == 1)
            outbox.withdraw(keys=[second.key], now=timezone.now(), why="Annullato.")
        second.refresh_from_db()
        return second.state, sink.count

    def test_each_of_many_is_either_sent_or_withdrawn(self, sink):
        notices = mails(60)
        random.shuffle(notices)
        with beside(outbox.drain):
            for notice in notices[:40]:
                outbox.withdraw(keys=[notice.key], now=timezone.now(), why="Annullato.")
        outbox.drain()

        arrived = {re.match(r"<(.+)@", each.message_id)[1] for each in sink.taken}
        assert arrived == {
            str(pk) for pk in factories.notices().filter(state="sent").values_list("pk", flat=True)
        }
        assert not factories.notices().exclude(state__in=["sent", "withdrawn"]).exists()

    def test_a_withdrawal_that_is_not_decided_yet_holds_up_no_sender(self, sink):
        first, *_others = mails(5)
        has_withdrawn, decided = Event(), Event()

        def withdraw_slowly():
            with transaction.atomic():
                outbox.withdraw(keys=[first.key], now=timezone.now(), why="Annullato.")
                has_withdrawn.set()
                decided.wait(PATIENCE)

        with beside(withdraw_slowly):
            assert has_withdrawn.wait(PATIENCE)
            assert outbox.drain() == 4
            decided.set()

        assert factories.notices().get(pk=first.pk).state == "withdrawn"


class TestMoving:
    def test_what_somebody_is_sending_is_not_moved(self):
        (notice,) = mails(1)
        Notice.objects.for_everyone(reason="prova").update(composed_at=None)
        claiming.claim(["email"], now=timezone.now())

        later = timezone.now() + timedelta(days=1)
        assert outbox.move(keys=[notice.key], due_at=later, now=timezone.now()) == 0

    def test_what_is_being_moved_is_not_sent(self, sink):
        (notice,) = mails(1)
        Notice.objects.for_everyone(reason="prova").update(composed_at=None)
        has_moved, decided = Event(), Event()

        def move_slowly():
            with transaction.atomic():
                later = timezone.now() + timedelta(days=1)
                moved = outbox.move(keys=[notice.key], due_at=later, now=timezone.now())
                has_moved.set()
                decided.wait(PATIENCE)
                return moved

        with beside(move_slowly) as answers:
            assert has_moved.wait(PATIENCE)
            assert outbox.drain() == 0
            decided.set()

        assert answers == [1]
        assert outbox.drain() == 0
        assert sink.count == 0


def test_two_of_the_staff_who_send_again_at_once_send_it_once(administrator):
    notice = mails(1)[0]
    factories.notices().update(state="dead", closed_at=timezone.now(), reason="Rifiutata.")

    def send_again():
        return resending.send_again(factories.notices(), by=administrator, now=timezone.now())

    again = together(*[send_again] * TELLERS)

    assert sorted(again) == [0] * (TELLERS - 1) + [1]
    assert notice.tries.count() == 1
