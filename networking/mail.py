"""Mail leaves in two steps: a row in the transaction that causes it, then the sender's delivery.

Delivery is at least once: a sender that dies after SMTP has accepted cannot tell, so the next one
repeats the message with the same Message-ID, by which mailboxes drop the copy.
"""

from __future__ import annotations

import logging
import random
import smtplib
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .models import OutboxMail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.core.mail import EmailMessage
    from django.db.models import QuerySet

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
GIVE_UP_AFTER = timedelta(hours=24)
# SMTP (RFC 5321): from here on a refusal is final.
PERMANENT = 500
# On a message to somebody who is no longer here: once it has left, nothing of it stays.
FAREWELL = "X-Farewell"
FORGOTTEN = {"to": "", "subject": "", "text": "", "html": "", "last_error": ""}


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND`: sending is writing a row, in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each recipient, so that a wrong address harms nobody else."""
        now = timezone.now()
        rows = [
            OutboxMail(
                to=recipient,
                from_email=message.from_email,
                subject=" ".join(str(message.subject).split()),
                text=str(message.body),
                html=_html_part(message),
                created_at=now,
                due_at=now,
                is_farewell=FAREWELL in message.extra_headers,
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        OutboxMail.objects.bulk_create(rows)
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Development: each message becomes a file in `MAIL_FOLDER`, which a page for staff shows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{_bare_id(message)}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def drain(*, now: Callable[[], datetime] = timezone.now, limit: int = 500) -> int:
    """Deliver what is due, one connection for all; how many left. Safe to run anywhere, at once."""
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("the mail server does not answer (%s): mail waits", type(failure).__name__)
        return 0
    delivered = 0
    for _ in range(limit):
        mail = claim_next(now=now())
        if mail is None:
            break
        delivered += _deliver(mail, connection, now=now)
    connection.close()
    return delivered


@transaction.atomic
def claim_next(*, now: datetime) -> OutboxMail | None:
    """Take the oldest due message under a lease; None when nothing is due."""
    mail = OutboxMail.objects.ready(now).order_by("due_at").select_for_update(skip_locked=True).first()
    if mail is not None:
        mail.state = OutboxMail.State.SENDING
        mail.lease_until = now + LEASE
        mail.attempts += 1
        mail.save(update_fields=["state", "lease_until", "attempts"])
    return mail


def _deliver(mail: OutboxMail, connection: BaseEmailBackend, *, now: Callable[[], datetime]) -> int:
    """Send one claimed message and write down how it went; 1 if it left."""
    try:
        connection.send_messages([_as_message(mail)])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _reason in refused.recipients.values()]
        _record_failure(mail, refused, is_final=all(code >= PERMANENT for code in codes), now=now())
    except smtplib.SMTPResponseException as refused:
        _record_failure(mail, refused, is_final=refused.smtp_code >= PERMANENT, now=now())
    except (OSError, smtplib.SMTPException) as failure:
        # The line is broken: without it the next message would fail too.
        connection.close()
        _record_failure(mail, failure, is_final=False, now=now())
    except Exception as failure:  # noqa: BLE001 - whatever is wrong with one message, the others leave
        _record_failure(mail, failure, is_final=False, now=now())
    else:
        forgotten = FORGOTTEN if mail.is_farewell else {"last_error": ""}
        _held_by_us(mail).update(
            **forgotten, state=OutboxMail.State.SENT, sent_at=now(), lease_until=None, is_farewell=False
        )
        return 1
    return 0


def _record_failure(mail: OutboxMail, failure: Exception, *, is_final: bool, now: datetime) -> None:
    """Try again later, with growing pauses; after a final refusal or a day, give up."""
    log.warning("mail %s not delivered: %s", mail.pk, type(failure).__name__)
    is_dead = is_final or now - mail.created_at > GIVE_UP_AFTER
    if is_dead and mail.is_farewell:
        # Nobody can try it again: whom it was for is nobody's to know.
        _held_by_us(mail).delete()
        return
    _held_by_us(mail).update(
        last_error=str(failure)[:1000],
        state=OutboxMail.State.DEAD if is_dead else OutboxMail.State.QUEUED,
        due_at=now + pause_after(mail.attempts),
        lease_until=None,
    )


def forget_after_commit(ids: Iterable[UUID]) -> None:
    """Where the mailbox is a folder of ours, delete there too what was written to somebody who is erased."""
    for each in ids:
        transaction.on_commit(partial(_forget_in_folder, each), robust=True)


def _forget_in_folder(pk: UUID) -> None:
    for file in Path(settings.MAIL_FOLDER).glob(f"*-{pk}.eml"):
        file.unlink(missing_ok=True)


def _held_by_us(mail: OutboxMail) -> QuerySet[OutboxMail]:
    """The row, as long as nobody took it over after our lease ran out."""
    return OutboxMail.objects.filter(pk=mail.pk, state=OutboxMail.State.SENDING, attempts=mail.attempts)


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … up to 60 minutes, give or take a fifth so that retries do not march in step."""
    minutes = min(2 ** (attempts - 1), 60)
    return timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311


def _as_message(mail: OutboxMail) -> EmailMultiAlternatives:
    """The row as an e-mail; its Message-ID depends on the row alone."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.from_email,
        to=[mail.to],
        headers={"Message-ID": f"<{mail.pk}@{_domain(mail.from_email)}>"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _domain(from_email: str) -> str:
    return from_email.rsplit("@", 1)[-1].rstrip("> ")


def _bare_id(message: EmailMessage) -> str:
    return str(message.extra_headers.get("Message-ID", "senza-nome")).strip("<>").split("@")[0]


def _html_part(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative[1] == "text/html":
            return str(alternative[0])
    return ""
