"""E-mail: text and HTML, one connection for many, the same Message-ID however often it is tried."""

from __future__ import annotations

import smtplib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from networking import consenting
from networking.models import Consent
from networking.outbox.kinds import Nature, kinds
from networking.outbox.lines import NotTakenError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.mail.backends.base import BaseEmailBackend

    from networking.models import Notice
    from networking.outbox.lines import Send

# SMTP (RFC 5321): from here on a refusal is final.
PERMANENT = 500
# The server's own troubles, whatever the address: a refusal that says nothing of the person.
OF_THE_SERVER = {421, 451, 452, 454}
TEXT, HTML = "networking/email/notice.txt", "networking/email/notice.html"


@contextmanager
def open_line() -> Iterator[Send]:
    """A connection to the mail server that sends one notice after the other. Raises UnreachableError."""
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    _open(connection)
    try:
        yield lambda notice: _send(notice, connection)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failure:
        raise UnreachableError(type(failure).__name__) from failure


def _send(notice: Notice, connection: BaseEmailBackend) -> None:
    """Hand one mail to the server. Raises NotTakenError, or UnreachableError where the line breaks for good."""
    try:
        connection.send_messages([as_mail(notice)])
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        raise _refusal(code, reason) from refused
    except smtplib.SMTPServerDisconnected as failure:
        _line_broke(connection, failure)
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error) from refused
    except (OSError, smtplib.SMTPException) as failure:
        _line_broke(connection, failure)


def _line_broke(connection: BaseEmailBackend, failure: Exception) -> None:
    """This mail may have arrived or not: it is repeated later, with its Message-ID. The next needs a new line."""
    with suppress(OSError, smtplib.SMTPException):
        connection.close()
    with suppress(UnreachableError):
        _open(connection)
    raise NotTakenError(
        _("Il server della posta ha chiuso la linea a metà."), is_final=False, technical=str(failure)
    ) from failure


def _refusal(code: int, reason: bytes | str) -> NotTakenError:
    said = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
    is_final = code >= PERMANENT
    words = _("Il server della posta l'ha rifiutata: {code} {said}").format(code=code, said=said[:300])
    return NotTakenError(words, is_final=is_final, technical=f"{code} {said}")


def as_mail(notice: Notice) -> EmailMultiAlternatives:
    """The notice as an e-mail; its Message-ID depends on the notice alone."""
    sender = notice.from_email or settings.DEFAULT_FROM_EMAIL
    context = {"notice": notice, "paragraphs": notice.paragraphs, "address": settings.PORTAL_ADDRESS}
    stop = _stop_address(notice)
    context["stop"] = stop
    is_from_elsewhere = notice.person_id is None
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.text if is_from_elsewhere else render_to_string(TEXT, context),
        from_email=sender,
        to=[notice.address],
        headers=_headers(notice, sender, stop),
    )
    message.attach_alternative(notice.html or render_to_string(HTML, context), "text/html")
    if notice.calendar:
        message.attach("appuntamento.ics", notice.calendar, "text/calendar")
    return message


def _headers(notice: Notice, sender: str, stop: str) -> dict[str, str]:
    """What mail programs read: which message it is, that nobody need answer, how to stop (RFC 8058)."""
    headers = {"Message-ID": message_id(notice, sender), "Auto-Submitted": "auto-generated"}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _stop_address(notice: Notice) -> str:
    """Where one says that no news are wanted any more; empty for what is not news."""
    kind = kinds().get(notice.kind)
    if notice.person is None or kind is None or kind.nature is not Nature.NEWS:
        return ""
    token = consenting.stop_token(notice.person, Consent.Purpose.NEWS)
    return settings.PORTAL_ADDRESS + reverse("networking:news_stop", args=[token])


def message_id(notice: Notice, sender: str) -> str:
    """The same at every try: by it mailboxes drop a copy."""
    return f"<{notice.pk}@{sender.rsplit('@', 1)[-1].rstrip('> ')}>"
