"""What Django sends becomes a notice: a row first, and an e-mail once."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.db import transaction
from django.db.models.functions import Now

from networking import outbox
from networking.outbox import claiming, recording
from tests import factories


@pytest.fixture(autouse=True)
def own_backend(settings):
    """The portal's own backend: pytest-django would otherwise keep mail in memory."""
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"


@pytest.fixture
def letter(db):
    send_mail("Il tuo posto", "È confermato.", None, ["lucia@example.org"])
    return factories.notices().get()


def test_sending_writes_a_row_and_waits_for_no_server(letter):
    assert (letter.address, letter.subject, letter.state) == ("lucia@example.org", "Il tuo posto", "queued")


def test_a_mail_written_in_a_transaction_that_fails_is_never_sent(db):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        send_mail("Il tuo posto", "È confermato.", None, ["lucia@example.org"])
        raise RuntimeError
    assert not factories.notices().exists()


def test_every_recipient_has_a_row(db):
    send_mail("Convocazione", "Testo", None, ["a@example.org", "b@example.org"])

    assert set(factories.notices().values_list("address", flat=True)) == {"a@example.org", "b@example.org"}


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
def test_asvs_1_3_11_a_line_end_in_the_subject_adds_no_header(db, smtp, end):
    message = EmailMultiAlternatives(
        f"Ciao Lucia{end}Bcc: spia@example.org", "Testo", None, ["a@example.org"]
    )
    get_connection("networking.mail.OutboxBackend").send_messages([message])

    assert outbox.drain() == 1
    (arrived,) = smtp.received
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Ciao Lucia Bcc: spia@example.org"


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: spia@example.org", "Lucia\r\nBcc: spia@example.org <a@example.org>"]
)
def test_asvs_1_3_11_a_line_end_in_an_address_sends_nothing_to_anybody_else(db, smtp, address):
    EmailMultiAlternatives("Ciao", "Testo", None, [address]).send()

    outbox.drain()

    assert [arrived["Bcc"] for arrived in smtp.received] in ([], [None])
    assert not any("spia" in str(arrived["To"]) for arrived in smtp.received)


def test_a_mail_arrives_with_its_text_html_and_message_id(db, smtp):
    message = EmailMultiAlternatives(
        "Il tuo posto", "È confermato.", "NET WORKING <portale@example.org>", ["lucia@example.org"]
    )
    message.attach_alternative("<p>È confermato.</p>", "text/html")
    message.send()

    assert outbox.drain() == 1

    arrived = smtp.received[0]
    assert arrived["Message-ID"] == f"<{factories.notices().get().pk}@example.org>"
    assert [part.get_content().strip() for part in arrived.iter_parts()] == [
        "È confermato.",
        "<p>È confermato.</p>",
    ]


def test_a_second_drain_sends_nothing(letter, smtp):
    assert [outbox.drain(), outbox.drain()] == [1, 0]
    assert len(smtp.received) == 1


def test_a_passing_refusal_is_tried_again_later_with_the_same_id(letter, smtp):
    smtp.answers = ["451 greylisted"]
    outbox.drain(now=lambda: letter.due_at)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("queued", 1)

    outbox.drain(now=lambda: letter.due_at + timedelta(minutes=2))

    assert smtp.received[0]["Message-ID"].startswith(f"<{letter.pk}@")


def test_a_final_refusal_is_dead_at_once_and_says_why(letter, smtp):
    smtp.answers = ["550 no such user"]
    outbox.drain()
    letter.refresh_from_db()

    assert letter.state == "dead"
    assert "no such user" in letter.reason


def test_a_message_that_cannot_be_written_holds_up_no_other(letter, smtp):
    broken = factories.notice(
        address="a@example.org",
        from_email="Portale\nBcc: spia@example.org <portale@example.org>",
        subject="Convocazione",
        text="Testo",
        created_at=letter.created_at - timedelta(minutes=1),
    )

    assert outbox.drain() == 1

    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == ("queued", 1)
    assert "Invalid address" in broken.last_error


def test_after_a_day_of_trying_a_mail_is_given_up(letter, smtp):
    smtp.answers = ["451 not now"] * 2
    outbox.drain(now=lambda: letter.due_at)
    outbox.drain(now=lambda: letter.due_at + timedelta(hours=25))
    letter.refresh_from_db()

    assert letter.state == "dead"


def test_a_server_that_does_not_answer_loses_nothing(letter, settings):
    settings.MAIL_DELIVERY_BACKEND = "networking.outbox.channels.smtp.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert outbox.drain() == 0

    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.holder) == ("queued", 0, None)


def end_lease():
    """As if a minute had gone by: leases are of the database's clock."""
    factories.notices().filter(state="sending").update(lease_until=Now() - timedelta(seconds=1))


def test_what_a_dead_sender_held_is_sent_when_its_lease_ends(letter, smtp):
    claiming.claim(["email"], now=letter.due_at)

    too_early = outbox.drain()
    end_lease()
    after_the_lease = outbox.drain()

    assert (too_early, after_the_lease) == (0, 1)


def test_a_sender_that_wakes_too_late_does_not_write_over_the_next(letter):
    ours = claiming.claim(["email"], now=letter.due_at).notices[0]
    end_lease()
    claiming.claim(["email"], now=letter.due_at)

    recording.refuse(ours, "Rifiutata", smtplib.SMTPServerDisconnected("gone"), now=letter.due_at)

    letter.refresh_from_db()
    assert letter.state == "sending"


def test_pauses_grow_up_to_about_an_hour():
    minutes = [recording.pause_after(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 20)]

    assert 0.8 <= minutes[0] <= 1.2
    assert 1.6 <= minutes[1] <= 2.4
    assert 48 <= minutes[3] <= 72
