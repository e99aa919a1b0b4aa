"""Notices that travel as SMS: once, by day, and by another way where that one is closed."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from networking import outbox, sms
from networking.models import ContactChannel, Notice, NoticeTry
from networking.outbox import Telling, claiming, composing
from networking.outbox.channels import messages
from networking.outbox.lines import TooLateError
from networking.outbox.preferring import UnreachableChoiceError, choose_channel
from tests import factories, sms_server
from tests.networking.sms.kinds import TEXT

PHONE = "+393331234567"


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.NOTICE_KINDS = ["tests.networking.sms.kinds.KINDS"]
    settings.SMS_PATIENCE = (0.5, 0.5, 1)


@pytest.fixture
def clock(now):
    """A clock that a test sets."""

    class Clock:
        moment = now

        def __call__(self):
            return self.moment

        def passes(self, **much):
            self.moment += timedelta(**much)

    return Clock()


@pytest.fixture
def lucia(db):
    return factories.human("Lucia Prova", phone=PHONE)


def tell(person, now, key="domani"):
    return outbox.tell("prova.domani", Telling(person, key), now=now)


def tries_of(notice):
    return list(NoticeTry.objects.filter(notice_id=notice.pk).values_list("outcome", "detail"))


def test_who_has_only_a_mobile_gets_an_sms_once(provider, lucia, clock):
    notice = tell(lucia, clock())

    sent = [outbox.drain(now=clock), outbox.drain(now=clock)]

    notice = factories.notices().get()
    assert sent == [1, 0]
    assert (notice.state, notice.channel, notice.address) == ("sent", "sms", PHONE)
    assert [(each["to"], each["text"], each["transactionId"]) for each in provider.taken] == [
        ("393331234567", TEXT, str(notice.pk))
    ]
    # Nothing was in doubt: nothing was asked.
    assert provider.asked_for("search") == []


def test_a_number_that_is_refused_finally_is_told_another_way(provider, clock, db):
    person = factories.human(phone=PHONE, email="lucia@example.org", channel=ContactChannel.SMS)
    notice = tell(person, clock())
    provider.answers = [sms_server.not_inserted("BADNUMBERFORMAT")]

    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert (notice.state, notice.channel, notice.attempts) == ("queued", "email", 0)
    assert tries_of(notice) == [("refused", "Il fornitore dice che il numero non è giusto.")]


@pytest.mark.parametrize(("hours", "minutes"), [(19, 59), (8, 0)])
def test_an_sms_leaves_by_day(provider, lucia, now, hours, minutes):
    moment = now.replace(hour=hours, minute=minutes)
    tell(lucia, moment)

    assert outbox.drain(now=lambda: moment) == 1


@pytest.mark.parametrize(("hours", "minutes"), [(20, 0), (23, 30), (3, 0), (7, 59)])
def test_nobody_is_woken_by_an_sms(provider, lucia, now, hours, minutes):
    moment = now.replace(hour=hours, minute=minutes)
    tell(lucia, moment)

    assert outbox.drain(now=lambda: moment) == 0
    assert provider.asked == []


@pytest.mark.parametrize(
    "answer",
    [sms_server.hang_up, sms_server.cut_short, sms_server.silence(5)],
    ids=lambda each: each.__name__,
)
def test_what_was_taken_without_a_word_is_not_sent_again(provider, lucia, clock, answer):
    notice = tell(lucia, clock())
    provider.answers = [answer]
    outbox.drain(now=clock)
    assert tries_of(notice) == [("put_off", "Il fornitore degli SMS non risponde.")]

    clock.passes(minutes=2)
    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    assert len(provider.asked_for("send")) == len(provider.taken) == 1


def test_a_sender_that_died_between_the_provider_and_our_commit_is_not_repeated(provider, lucia, clock):
    notice = tell(lucia, clock())
    batch = claiming.claim([ContactChannel.SMS], now=clock())
    (held,) = composing.prepare(batch.notices, now=clock())
    # Here it dies: the provider has the message, the row does not say so.
    sms.gateway().send(held.address, held.short, reference=str(held.pk))
    factories.notices().update(lease_until=timezone.now() - timedelta(seconds=1))

    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    assert [what for what, _asked in provider.asked] == ["send", "search"]


def test_a_sender_that_wakes_after_another_has_sent_is_stopped_by_the_provider(provider, lucia, clock):
    tell(lucia, clock())
    frozen = claiming.claim([ContactChannel.SMS], now=clock())
    (held,) = composing.prepare(frozen.notices, now=clock())
    factories.notices().update(lease_until=timezone.now() - timedelta(seconds=1))
    outbox.drain(now=clock)

    # It had asked whether the notice was still its own; then it froze.
    with messages.open_line() as send:
        send(held)

    assert len(provider.taken) == 1


def test_a_sender_that_slept_through_its_lease_gives_nothing(provider, lucia, clock):
    tell(lucia, clock())
    batch = claiming.claim([ContactChannel.SMS], now=clock())
    (held,) = composing.prepare(batch.notices, now=clock())
    held.held_until = time.monotonic()

    with messages.open_line() as send, pytest.raises(TooLateError):
        send(held)

    assert provider.asked == []


def test_what_the_provider_never_had_is_sent_at_the_second_try(provider, lucia, clock):
    notice = tell(lucia, clock())
    provider.answers = [sms_server.refusal(500, "GENERIC_ERROR")]
    outbox.drain(now=clock)

    clock.passes(minutes=2)
    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    assert [what for what, _asked in provider.asked] == ["send", "search", "send"]


def test_while_the_provider_cannot_tell_nothing_is_repeated(provider, lucia, clock):
    notice = tell(lucia, clock())
    provider.answers = [sms_server.hang_up, sms_server.raw(500, b"")]
    outbox.drain(now=clock)

    clock.passes(minutes=2)
    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.state == Notice.State.QUEUED
    assert [what for what, _asked in provider.asked] == ["send", "search"]


def test_what_staff_put_back_is_asked_for_before_it_is_repeated(provider, lucia, clock):
    notice = tell(lucia, clock())
    provider.answers = [sms_server.hang_up]
    outbox.drain(now=clock)
    # As after a day of trying, and staff's «rimetti in partenza»: the tries are counted anew.
    factories.notices().update(attempts=0, next_at=clock())

    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    assert len(provider.asked_for("send")) == 1


def test_without_credit_everybody_waits_and_one_is_tried(provider, clock, db):
    for number in range(5):
        tell(factories.human(phone=f"+39333123456{number}"), clock(), key=f"domani:{number}")
    provider.answers = [sms_server.refusal(400, "BAD_CREDIT")]

    outbox.drain(now=clock)

    notices = factories.notices()
    assert len(provider.asked) == 1
    assert sorted(notices.values_list("state", "attempts")) == [("queued", 0)] * 4 + [("queued", 1)]
    assert NoticeTry.objects.get().detail == "Il credito degli SMS è finito."

    clock.passes(minutes=3)
    assert outbox.drain(now=clock) == 5
    assert len(provider.taken) == 5


def test_a_number_that_is_refused_does_not_stop_the_others(provider, clock, db):
    for number in range(3):
        tell(factories.human(phone=f"+39333123456{number}"), clock(), key=f"domani:{number}")
    provider.blacklist.add("393331234561")

    assert outbox.drain(now=clock) == 2


def test_a_day_without_a_provider_is_enough_to_choose_another_way(provider, clock, db, settings):
    person = factories.human(phone=PHONE, email="lucia@example.org", channel=ContactChannel.SMS)
    notice = tell(person, clock())
    settings.SMSHOSTING_URL = "http://127.0.0.1:1/rest/api"
    outbox.drain(now=clock)

    clock.passes(hours=24)
    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.channel == "email"


def test_where_nobody_carries_sms_nobody_is_told_so_nor_may_choose_it(lucia, clock, settings):
    settings.SMS_GATEWAY = ""

    assert tell(lucia, clock()).channel == ContactChannel.PHONE
    with pytest.raises(UnreachableChoiceError, match="non manda ancora SMS"):
        choose_channel(lucia, ContactChannel.SMS, now=clock())


def test_who_has_a_mobile_may_choose_sms(lucia, clock):
    choose_channel(lucia, ContactChannel.SMS, now=clock())

    lucia.refresh_from_db()
    assert lucia.channel == ContactChannel.SMS


def test_what_waits_as_sms_when_the_gateway_is_taken_away_goes_another_way(provider, clock, db, settings):
    person = factories.human(phone=PHONE, email="lucia@example.org", channel=ContactChannel.SMS)
    notice = tell(person, clock())
    settings.SMS_GATEWAY = ""

    outbox.drain(now=clock)

    notice.refresh_from_db()
    assert notice.channel == "email"
    assert tries_of(notice) == [("refused", "Da qui nessuno spedisce SMS.")]
