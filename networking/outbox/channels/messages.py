"""SMS: silent by night, and never given twice. Whoever repeats first asks the provider whether it has the message."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from networking import sms
from networking.models import ContactChannel
from networking.outbox.lines import NotTakenError, TooLateError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from networking.models import Notice
    from networking.outbox.lines import Send


@contextmanager
def open_line() -> Iterator[Send]:
    """The gateway of the settings; where there is none, every message goes another way."""
    yield _Line(sms.gateway()).send if sms.is_available() else _nobody_carries


def _nobody_carries(_notice: Notice) -> None:
    raise NotTakenError(_("Da qui nessuno spedisce SMS."), is_final=True, technical="SMS_GATEWAY is empty")


class _Line:
    """A gateway for one turn. After a trouble of the provider's own, the others wait for the next turn."""

    def __init__(self, gateway: sms.Gateway) -> None:
        self._gateway = gateway
        self._is_in_trouble = False

    def send(self, notice: Notice) -> None:
        """Give one notice to the gateway, unless it has it. Raises NotTakenError, TooLateError, UnreachableError."""
        if self._is_in_trouble:
            raise UnreachableError("the provider of SMS has just failed")
        try:
            self._give(notice)
        except sms.RefusedError as refused:
            self._is_in_trouble = not refused.is_final
            raise NotTakenError(refused.words, is_final=refused.is_final, technical=refused.code) from refused
        except sms.UnreachableError as silence:
            # It may have this one: that counts as a try, so that the next asks first.
            self._is_in_trouble = True
            raise NotTakenError(
                _("Il fornitore degli SMS non risponde."), is_final=False, technical=str(silence)
            ) from silence
        except ValueError as mistake:
            raise NotTakenError(
                _("A questo numero non si possono mandare SMS."), is_final=True, technical=str(mistake)
            ) from mistake

    def _give(self, notice: Notice) -> None:
        reference = str(notice.pk)
        if _was_tried(notice) and self._gateway.was_taken(reference):
            return
        if time.monotonic() >= notice.held_until - _margin():
            raise TooLateError
        self._gateway.send(str(notice.address), notice.short or notice.subject, reference=reference)


def _margin() -> float:
    """How long before the end of its lease a message is not given any more: the answer may take as long to come."""
    to_connect, _to_read, altogether = settings.SMS_PATIENCE
    return min(to_connect + altogether, settings.NOTICES_LEASE.total_seconds() / 4)


def _was_tried(notice: Notice) -> bool:
    """Whether the provider may have it: tries are counted anew when staff put a notice back, what is written stays."""
    return notice.attempts > 1 or notice.tries.filter(channel=ContactChannel.SMS).exists()
