"""Words are written when they leave, once; what is wrong with one notice is its own trouble."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking import outbox
from networking.models import NoticeTry
from networking.outbox import Telling, Words, claiming, composing, recording
from networking.outbox.channels import mail
from tests import factories

from . import telling_kinds
from .telling_kinds import PLAIN, WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{telling_kinds.__name__}.KINDS"]
    WORDS.clear()


@pytest.fixture
def lucia():
    return factories.human("Lucia Prova", email="lucia@example.org", phone="+393331234567")


def tell(person, key="x", **fields):
    return outbox.tell(PLAIN, Telling(person=person, key=key, **fields), now=timezone.now())


def again(notice):
    return factories.notices().get(pk=notice.pk)


def tomorrow_evening():
    """At eleven tomorrow evening in Rome: no SMS leaves then, at whatever hour the tests run."""
    return timezone.localtime().replace(hour=23, minute=0) + timedelta(days=1)


def retry_now():
    factories.notices().pending().update(next_at=timezone.now())


def test_a_reason_that_has_gone_is_not_told(lucia, smtp):
    notice = tell(lucia)
    WORDS["x"] = None

    assert outbox.drain() == 0
    assert (again(notice).state, again(notice).reason) == ("withdrawn", "Il motivo non c'è più.")


def test_a_reason_that_goes_between_two_tries_is_not_told_either(lucia, smtp):
    notice = tell(lucia)
    smtp.answers = ["451 not now"]
    outbox.drain()
    WORDS["x"] = None
    retry_now()

    assert outbox.drain() == 0
    assert again(notice).state == "withdrawn"


def test_what_is_no_longer_worth_telling_is_withdrawn(lucia, smtp):
    notice = tell(lucia, expires_at=timezone.now() - timedelta(seconds=1))

    assert outbox.drain() == 0
    assert again(notice).state == "withdrawn"


def test_a_repeat_says_what_the_first_try_said_whatever_changed(lucia, smtp):
    tell(lucia)
    smtp.answers = ["451 not now"]
    outbox.drain()
    WORDS["x"] = Words("Un altro oggetto", ("Altre parole.",), "Altro")
    retry_now()

    assert outbox.drain() == 1
    assert smtp.received[0]["Subject"] == "Oggetto"


def test_after_a_clear_refusal_it_goes_where_the_person_is_today(lucia, smtp):
    tell(lucia)
    smtp.answers = ["451 not now"]
    outbox.drain()
    lucia.email = "nuova@example.org"
    lucia.save()
    retry_now()

    outbox.drain()
    assert smtp.received[0]["To"] == "nuova@example.org"


def test_where_nobody_knows_whether_it_arrived_the_repeat_is_the_same_byte_for_byte(lucia, settings):
    notice = tell(lucia)
    (first,) = prepared()
    before = mail.as_mail(first).message().as_bytes()
    lucia.email = "nuova@example.org"
    lucia.save()
    settings.DEFAULT_FROM_EMAIL = "altro@example.com"
    factories.notices().filter(pk=notice.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    (second,) = prepared()

    assert mail.as_mail(second).message().as_bytes() == before


def prepared():
    now = timezone.now()
    return composing.prepare(claiming.claim(["email"], now=now).notices, now=now)


@pytest.mark.parametrize(
    "words",
    [
        RuntimeError("rotta"),
        Words("Oggetto", ("Testo",), "", link="/" + "a" * 600, link_label="Apri"),
        Words("Oggetto", ("\ud800",), ""),
        "non sono parole",
    ],
    ids=["raises", "a link too long", "half a character", "nonsense"],
)
def test_words_that_cannot_be_written_hold_up_no_other(lucia, smtp, words):
    broken, whole = tell(lucia, "x"), tell(lucia, "y")
    WORDS["x"] = words

    assert outbox.drain() == 1
    assert again(whole).state == "sent"
    assert (again(broken).state, again(broken).attempts) == ("queued", 1)
    assert again(broken).tries.get().detail == "Le parole dell'avviso non si riescono a scrivere."


def test_words_with_a_zero_byte_leave_without_it(lucia, smtp):
    tell(lucia)
    WORDS["x"] = Words("Ogg\0etto", ("Te\0sto",), "")

    assert outbox.drain() == 1
    assert smtp.received[0]["Subject"] == "Oggetto"


def test_after_a_day_what_cannot_be_written_is_in_the_list_of_what_was_not_delivered(lucia, smtp):
    notice = tell(lucia)
    WORDS["x"] = RuntimeError("rotta")
    factories.notices().update(begun_at=timezone.now() - timedelta(hours=25))
    for channel in ("email", "sms", "phone"):
        lucia_is_tried_by(channel)

    left = again(notice)
    assert (left.state, left.reason) == ("dead", "Le parole dell'avviso non si riescono a scrivere.")
    assert left.last_error == "RuntimeError: rotta"


def lucia_is_tried_by(channel):
    """A sender of `channel` that has tried for a day."""
    now = timezone.now()
    factories.notices().update(begun_at=now - timedelta(hours=25), next_at=now)
    composing.prepare(claiming.claim([channel], now=now).notices, now=now)


def test_an_address_refused_for_good_is_followed_by_an_sms_with_the_same_words(lucia, smtp):
    notice = tell(lucia)
    smtp.answers = ["550 no such user"]
    outbox.drain(now=tomorrow_evening)
    assert (again(notice).channel, again(notice).state) == ("sms", "queued")

    now = tomorrow_evening() + timedelta(hours=12)
    (ready,) = composing.prepare(claiming.claim(["sms"], now=now).notices, now=now)

    assert (ready.address, ready.subject) == ("+393331234567", "Oggetto")
    assert [each.outcome for each in notice.tries.all()] == [NoticeTry.Outcome.REFUSED]


def test_a_server_that_minds_who_we_are_says_nothing_of_the_person(lucia, smtp):
    notice = tell(lucia)
    smtp.answers = ["554 5.7.1 relay access denied"]

    outbox.drain()
    assert (again(notice).channel, again(notice).state) == ("email", "queued")


def test_what_a_refusal_says_can_always_be_written_down(lucia, smtp):
    notice = tell(lucia)
    smtp.answers = ["450 non\0 ora"]

    outbox.drain()
    assert "non ora" in again(notice).tries.get().detail


def test_a_notice_by_which_senders_die_goes_alone_and_at_last_not_at_all(lucia):
    deadly, *others = [tell(lucia, key) for key in "xyz"]
    now = timezone.now()
    factories.notices().filter(pk=deadly.pk).update(
        state="sending", holder=deadly.pk, attempts=claiming.SUSPECT, lease_until=now - timedelta(1)
    )
    assert [each.pk for each in claiming.claim(["email"], now=now).notices] == [deadly.pk]
    assert {each.pk for each in claiming.claim(["email"], now=now).notices} == {each.pk for each in others}

    factories.notices().filter(pk=deadly.pk).update(attempts=composing.DEADLY, lease_until=now - timedelta(1))
    assert prepared() == []
    assert (again(deadly).state, again(deadly).composed_at) == ("queued", None)


def test_one_that_is_about_nonsense_harms_itself_alone(lucia, smtp):
    broken, whole = tell(lucia, "x", about=lucia), tell(lucia, "y", about=lucia)
    factories.notices().filter(pk=broken.pk).update(about_id="non-è-un-numero")

    outbox.drain()
    assert again(whole).state == "sent"


class TestTellingAgain:
    def test_one_reason_is_told_once(self, lucia):
        assert tell(lucia).pk == tell(lucia).pk

    def test_what_was_withdrawn_begins_again(self, lucia, smtp):
        notice = tell(lucia)
        outbox.withdraw(keys=["x"], now=timezone.now(), why="Annullato.")
        factories.notices().update(begun_at=timezone.now() - timedelta(days=3))

        tell(lucia)

        left = again(notice)
        assert (left.state, left.reason, left.closed_at, left.begun_at) == ("queued", "", None, None)
        assert outbox.drain() == 1

    def test_what_was_sent_is_not_told_again(self, lucia, smtp):
        tell(lucia)
        outbox.drain()
        tell(lucia)

        assert outbox.drain() == 0
        assert len(smtp.received) == 1

    def test_what_begins_again_by_another_channel_finds_its_address_when_it_leaves(self, lucia, smtp):
        notice = tell(lucia)
        smtp.answers = ["550 no such user"]
        outbox.drain(now=tomorrow_evening)
        outbox.withdraw(keys=["x"], now=timezone.now(), why="Annullato.")
        tell(lucia)

        assert outbox.drain() == 1
        assert (again(notice).channel, again(notice).address) == ("email", "lucia@example.org")

    def test_whom_nobody_can_reach_is_in_the_list_of_what_was_not_delivered(self):
        notice = tell(factories.human("Nessun Recapito"))
        assert (notice.state, notice.closed_at is None) == ("dead", False)


def test_pauses_are_of_one_two_four_up_to_sixty_minutes():
    for attempts, minutes in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (30, 60)]:
        pause = recording.pause_after(attempts).total_seconds() / 60
        assert 0.8 * minutes <= pause <= 1.2 * minutes
