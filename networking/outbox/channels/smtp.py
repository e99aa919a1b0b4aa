"""SMTP for whoever sends under a lease: it tells what was surely not given from what may have arrived."""

from __future__ import annotations

import smtplib
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from networking.outbox.lines import TooLateError

if TYPE_CHECKING:
    from django.core.mail import EmailMessage


class NotGivenError(Exception):
    """The line broke before the message was given: it has surely not arrived."""


class _Line:
    """Either of smtplib's connections."""

    give_before = float("inf")
    has_given = False

    def data(self, message: Any) -> Any:
        """Give the message itself, unless it is late by now. Raises TooLateError.

        Whoever was asleep in the middle of the conversation must not send what another has sent meanwhile.
        """
        if time.monotonic() >= self.give_before:
            raise TooLateError
        self.has_given = True
        return super().data(message)  # type: ignore[misc]


class _Plain(_Line, smtplib.SMTP):
    """Without TLS, or with STARTTLS."""


class _Sealed(_Line, smtplib.SMTP_SSL):
    """In TLS from the first byte."""


class SmtpBackend(EmailBackend):
    """Django's, which in addition never gives a message later than its own `give_before`."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Sealed if self.use_ssl else _Plain

    def _send(self, message: EmailMessage) -> bool:
        line: Any = self.connection
        line.has_given, line.give_before = False, getattr(message, "give_before", float("inf"))
        encoding = message.encoding or settings.DEFAULT_CHARSET
        sender = _sender(message.from_email, encoding)
        recipients = [sanitize_address(each, encoding) for each in message.recipients()]
        made: Any = message.message()
        written = made.as_bytes(linesep="\r\n")
        try:
            line.sendmail(sender, recipients, written)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError):
            raise
        except (OSError, smtplib.SMTPException) as failure:
            if line.has_given:
                raise
            raise NotGivenError(str(failure)) from failure
        return True


@lru_cache(maxsize=32)
def _sender(address: str, encoding: str) -> str:
    """The portal writes in few names, thousands of times."""
    return sanitize_address(address, encoding)
