"""E-mail: text and HTML, one connection for many, the same Message-ID however often it is tried."""

from __future__ import annotations

import re
import smtplib
from contextlib import contextmanager, suppress
from email.policy import Compat32
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from networking import consenting
from networking.models import Consent
from networking.outbox.kinds import Nature, kinds
from networking.outbox.lines import NotTakenError, TooLateError, UnreachableError

from .smtp import NotGivenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.mail import EmailMessage
    from django.core.mail.backends.base import BaseEmailBackend

    from networking.models import Notice
    from networking.outbox.lines import Send

# SMTP (RFC 5321): from here on a refusal is final.
PERMANENT = 500
# «Policy» (RFC 3463): the server minds who we are, and says nothing of the person.
OF_THE_SERVER = re.compile(r"\s*5\.7\.")
TEXT, HTML = "networking/email/notice.txt", "networking/email/notice.html"
# What fits in a line of a header (RFC 5322) and holds nothing that would be written otherwise.
SHORT, PLAIN = 76, re.compile(r"[!-~]+(?: [!-~]+)*", re.ASCII)


@contextmanager
def open_line() -> Iterator[Send]:
    """A connection to the mail server that sends one notice after the other. Raises UnreachableError."""
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    _open(connection)
    try:
        yield lambda notice: _send(notice, connection)
    finally:
        _close(connection)


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failure:
        raise UnreachableError(type(failure).__name__) from failure


def _close(connection: BaseEmailBackend) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.close()


def _send(notice: Notice, connection: BaseEmailBackend) -> None:
    """Hand one mail to the server. Raises NotTakenError, TooLateError, UnreachableError where nobody answers."""
    message = as_mail(notice)
    _open(connection)
    try:
        _give(message, connection)
    except NotGivenError:
        # The server has closed a line that was idle, or had carried enough: once more on a new one.
        _close(connection)
        _open(connection)
        _give_again(message, connection)


def _give_again(message: EmailMessage, connection: BaseEmailBackend) -> None:
    try:
        _give(message, connection)
    except NotGivenError as failure:
        # It may be this very message that makes it fall: the others leave.
        _close(connection)
        raise _broken(failure) from failure


def _give(message: EmailMessage, connection: BaseEmailBackend) -> None:
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        raise _refusal(code, reason) from refused
    except smtplib.SMTPSenderRefused as refused:
        # It is us that it does not want: it says nothing of the person.
        raise _refusal(refused.smtp_code, refused.smtp_error, is_ours=True) from refused
    except smtplib.SMTPServerDisconnected as failure:
        _line_broke(connection, failure)
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error) from refused
    except TooLateError:
        _close(connection)
        raise
    except (OSError, smtplib.SMTPException) as failure:
        _line_broke(connection, failure)


def _line_broke(connection: BaseEmailBackend, failure: Exception) -> None:
    """This mail may have arrived or not: it is repeated later, with its Message-ID. The next opens a new line."""
    _close(connection)
    raise _broken(failure) from failure


def _broken(failure: Exception) -> NotTakenError:
    words = _("Il server della posta ha chiuso la linea a metà.")
    return NotTakenError(words, is_final=False, technical=str(failure))


def _refusal(code: int, reason: bytes | str, *, is_ours: bool = False) -> NotTakenError:
    said = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
    is_final = code >= PERMANENT and not is_ours and not OF_THE_SERVER.match(said)
    words = _("Il server della posta l'ha rifiutata: {code} {said}").format(code=code, said=said[:300])
    return NotTakenError(words, is_final=is_final, technical=f"{code} {said}")


class Headers(Compat32):
    """The library's own way to write headers, which costs more than the rest of a mail; a short one needs none of it."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The line of one header, as the library writes it."""
        if isinstance(value, str) and len(name) + len(value) + 2 <= SHORT and PLAIN.fullmatch(value):
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


class SameMail(EmailMultiAlternatives):
    """A mail that is the same, byte for byte, however often it is written."""

    mark = ""
    give_before = float("inf")

    def message(self, **options: Any) -> Any:
        made: Any = super().message(**options)
        parts = list(made.walk())
        for number, part in enumerate(each for each in parts if each.is_multipart()):
            # The library would draw it anew each time.
            part.set_boundary(f"=_{self.mark}_{number}")
        for part in parts:
            part.policy = HEADERS
        return made


HEADERS = Headers()


def as_mail(notice: Notice) -> SameMail:
    """The notice as an e-mail; its Message-ID and its date depend on the notice alone."""
    sender = notice.from_email or settings.DEFAULT_FROM_EMAIL
    stop = _stop_address(notice)
    context = {"notice": notice, "paragraphs": notice.paragraphs, "stop": stop, "choosing": _choosing()}
    is_from_elsewhere = notice.person_id is None
    message = SameMail(
        subject=notice.subject,
        body=notice.text if is_from_elsewhere else render_to_string(TEXT, context),
        from_email=sender,
        to=[notice.address],
        headers=_headers(notice, sender, stop),
    )
    message.attach_alternative(notice.html or render_to_string(HTML, context), "text/html")
    if notice.calendar:
        message.attach("appuntamento.ics", notice.calendar, "text/calendar")
    message.mark, message.give_before = notice.pk.hex, notice.held_until - _margin()
    return message


def _choosing() -> str:
    """Where one chooses how to be told."""
    return settings.PORTAL_ADDRESS + _path_of_choosing()


@cache
def _path_of_choosing() -> str:
    return reverse("networking:notice_preferences")


def _margin() -> float:
    """How long before the end of its lease a message is not given any more: the server may take as long to answer."""
    return min(settings.EMAIL_TIMEOUT, settings.NOTICES_LEASE.total_seconds() / 4)


def _headers(notice: Notice, sender: str, stop: str) -> dict[str, str]:
    """What mail programs read: which message it is, that nobody need answer, how to stop (RFC 8058)."""
    headers = {"Message-ID": message_id(notice, sender), "Auto-Submitted": "auto-generated"}
    if notice.composed_at:
        headers["Date"] = format_datetime(notice.composed_at)
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
