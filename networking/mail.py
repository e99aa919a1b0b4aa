"""Mail that Django and its libraries write becomes a notice: a row in the transaction that causes it, sent afterwards.

Delivery is at least once: a sender that dies after SMTP has accepted cannot tell, so the next one
repeats the message with the same Message-ID, by which mailboxes drop the copy.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .models import ContactChannel, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.core.mail import EmailMessage

# The kind of whatever is written to an address: sign-up, passwords, and what else a library sends.
KIND = "networking.mail"
# On a message to somebody who is no longer here: once it has left, nothing of it stays.
FAREWELL = "X-Farewell"


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND`: sending is writing a row, in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each recipient, so that a wrong address harms nobody else."""
        now = timezone.now()
        rows = [_row(each, to, now) for each in email_messages for to in each.recipients()]
        Notice.objects.bulk_create(rows)
        return len(email_messages)


def _row(message: EmailMessage, recipient: str, now: datetime) -> Notice:
    return Notice(
        kind=KIND,
        key=f"mail:{uuid.uuid4()}",
        channel=ContactChannel.EMAIL,
        address=recipient,
        from_email=message.from_email,
        # One line: a line end would be a header of its own.
        subject=" ".join(str(message.subject).split())[:250],
        text=str(message.body),
        html=_html_part(message),
        composed_at=now,
        created_at=now,
        due_at=now,
        next_at=now,
        is_in_pages=False,
        is_farewell=FAREWELL in message.extra_headers,
    )


class FolderBackend(BaseEmailBackend):
    """Development: each message becomes a file in `MAIL_FOLDER`, which a page for staff shows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{_bare_id(message)}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def forget_after_commit(ids: Iterable[UUID]) -> None:
    """Where the mailbox is a folder of ours, delete there too what was written to somebody who is erased."""
    for each in ids:
        transaction.on_commit(_forgetting(each), robust=True)


def _forgetting(pk: UUID) -> Callable[[], None]:
    """What deletes them; a function, because Django says by its name which has failed, and a partial has none."""

    def forget() -> None:
        for file in Path(settings.MAIL_FOLDER).glob(f"*-{pk}.eml"):
            file.unlink(missing_ok=True)

    return forget


def _bare_id(message: EmailMessage) -> str:
    return str(message.extra_headers.get("Message-ID", "senza-nome")).strip("<>").split("@")[0]


def _html_part(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative[1] == "text/html":
            return str(alternative[0])
    return ""
