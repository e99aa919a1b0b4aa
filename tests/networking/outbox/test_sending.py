"""A turn of the sender: what stops it, and what does not."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from networking import outbox
from networking.models import ContactChannel
from networking.outbox import Telling, claiming, pacing, sending
from networking.outbox.channels import mail
from networking.outbox.lines import NotTakenError
from networking.outbox.sending import Way
from tests import factories

from . import telling_kinds

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 11, 25, 19, 59, tzinfo=ZoneInfo("Europe/Rome"))


def mails(number, **fields):
    return [
        factories.notice(address=f"m{each}@example.org", text="Testo", **fields) for each in range(number)
    ]


def states():
    return sorted(factories.notices().values_list("state", flat=True))


def line(send):
    """A channel whose line is `send`."""

    @contextmanager
    def opened():
        yield send

    return opened


def test_a_channel_that_fails_does_not_stop_the_others(smtp, monkeypatch):
    @contextmanager
    def broken():
        raise RuntimeError("rotta")
        yield

    mails(1)
    own_page = factories.human("Lucia Prova")
    factories.notice(person=own_page, channel="sms", address="+393331234567")
    monkeypatch.setattr(
        sending, "WAYS", (Way(ContactChannel.SMS, broken), Way(ContactChannel.EMAIL, mail.open_line))
    )

    with pytest.raises(RuntimeError):
        outbox.drain()
    assert states() == ["queued", "sent"]


def test_a_turn_of_sms_ends_when_the_evening_comes(settings, monkeypatch):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{telling_kinds.__name__}.KINDS"]
    lucia = factories.human("Lucia Prova", phone="+393331234567")
    for key in "abc":
        told = Telling(person=lucia, key=key)
        outbox.tell(telling_kinds.PLAIN, told, now=EVENING - timedelta(hours=1))
    moment = [EVENING]

    def send(_notice):
        moment[0] += timedelta(seconds=45)

    monkeypatch.setattr(sending, "WAYS", (Way(ContactChannel.SMS, line(send), is_quiet_at_night=True),))

    assert outbox.drain(now=lambda: moment[0]) == 2
    assert states() == ["queued", "sent", "sent"]


def test_after_a_server_that_had_enough_of_a_line_the_others_leave_by_a_new_one(smtp):
    mails(3)
    smtp.answers = ["421 too many on this line"]

    assert outbox.drain() == 2
    assert states() == ["queued", "sent", "sent"]


def test_a_server_that_takes_its_time_to_refuse_is_left_alone(monkeypatch):
    monkeypatch.setattr(pacing, "SLOW", 0)
    mails(3)
    tried = []

    def send(notice):
        tried.append(notice)
        raise NotTakenError("non ora", is_final=False)

    monkeypatch.setattr(sending, "WAYS", (Way(ContactChannel.EMAIL, line(send)),))

    assert [outbox.drain(), outbox.drain()] == [0, 0]
    assert len(tried) == 1
    # Who was not tried is anybody's, at once.
    assert sorted(factories.notices().values_list("state", "attempts")) == [
        ("queued", 0),
        ("queued", 0),
        ("queued", 1),
    ]


def test_asleep_between_looking_and_sending_it_does_not_send(smtp, settings, monkeypatch):
    """Frozen in the middle of the conversation: its clock tells it before it gives the message."""
    mails(2)
    take = claiming.claim

    def take_long_ago(*given, **named):
        batch = take(*given, **named)
        for notice in batch.notices:
            notice.held_until -= settings.NOTICES_LEASE.total_seconds()
        return batch

    monkeypatch.setattr(claiming, "claim", take_long_ago)

    assert outbox.drain() == 0
    assert smtp.received == []
    assert states() == ["queued", "queued"]


def test_the_message_id_of_a_notice_is_its_own_whatever_it_says():
    first, second = mails(2)
    ids = {mail.as_mail(each).extra_headers["Message-ID"] for each in (first, first, second)}
    assert len(ids) == 2


def test_what_expires_while_it_waits_is_withdrawn(smtp):
    mails(1, expires_at=timezone.now() - timedelta(minutes=1))

    outbox.drain()
    assert states() == ["withdrawn"]
