"""The sender: what is due leaves, by each channel that a machine serves. Safe to run anywhere, several at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import ContactChannel, Notice

from . import claiming, composing, recording
from .channels import mail, messages
from .hours import is_quiet
from .lines import NotTakenError, Send, UnreachableError
from .stopping import Stop
from .withdrawing import close

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Way:
    """A channel that a machine serves: how it is opened, and whether it is silent at night."""

    channel: ContactChannel
    open: Callable[[], AbstractContextManager[Send]]
    is_quiet_at_night: bool = False


@contextmanager
def own_pages() -> Iterator[Send]:
    """Nothing leaves: once it has words, a person finds it in their own area."""
    yield lambda _notice: None


WAYS = (
    Way(ContactChannel.PAGES, own_pages),
    Way(ContactChannel.EMAIL, mail.open_line),
    Way(ContactChannel.SMS, messages.open_line, is_quiet_at_night=True),
)


@dataclass
class Turn:
    """How long one sender goes on: until its time is over, or somebody asks the process to end."""

    ends: float
    stop: Stop

    @property
    def is_over(self) -> bool:
        """Whether no new notice may be begun."""
        return self.stop.is_asked or time.monotonic() >= self.ends


def drain(*, now: Clock = timezone.now) -> int:
    """Send what is due, for one turn (NOTICES_TURN); how many left."""
    with Stop.listening() as stop:
        turn = Turn(time.monotonic() + settings.NOTICES_TURN.total_seconds(), stop)
        withdraw_expired(now=now())
        return sum(_serve(way, turn, now) for way in WAYS if not (way.is_quiet_at_night and is_quiet(now())))


def withdraw_expired(*, now: datetime) -> int:
    """Withdraw what waits and is no longer worth telling; how many."""
    over = claiming.everyone().filter(Q(state=Notice.State.QUEUED), expires_at__lte=now)
    return close(over, Notice.State.WITHDRAWN, now=now, why=_("È passato il momento per cui serviva."))


def _serve(way: Way, turn: Turn, now: Clock) -> int:
    """Send by one channel, batch after batch over one line; how many left."""
    done = 0
    batch = claiming.claim([way.channel], now=now())
    if not batch.notices:
        return 0
    try:
        with way.open() as send:
            while batch.notices:
                done += _send_all(composing.prepare(batch.notices, now=now()), send, turn, now)
                batch = claiming.Batch(batch.holder, [])
                if not turn.is_over:
                    batch = claiming.claim([way.channel], now=now())
    except UnreachableError as silence:
        log.warning("nobody answers for %s (%s): notices wait", way.channel, silence)
    finally:
        # Whatever happened, what was not tried is anybody's.
        claiming.give_back(batch.notices)
    return done


def _send_all(notices: Sequence[Notice], send: Send, turn: Turn, now: Clock) -> int:
    done = 0
    for number, notice in enumerate(notices):
        if turn.is_over:
            claiming.give_back(notices[number:])
            break
        try:
            done += send_one(notice, send, now)
        except UnreachableError:
            claiming.give_back(notices[number:])
            raise
    return done


def send_one(notice: Notice, send: Send, now: Clock) -> bool:
    """Send one notice that has words, and write down how it went; whether it left. Raises UnreachableError."""
    if not claiming.is_ours(notice, now=now()):
        log.warning("notice %s is no longer ours: not sent", notice.pk)
        claiming.give_back([notice])
        return False
    try:
        send(notice)
    except NotTakenError as refusal:
        record = recording.refuse if refusal.is_final else recording.put_off
        record(notice, refusal.words, refusal, now=now())
    except UnreachableError:
        raise
    except Exception as failure:  # noqa: BLE001 - whatever is wrong with one notice, the others leave
        recording.put_off(notice, _("Qualcosa non ha funzionato nel portale."), failure, now=now())
    else:
        return recording.sent(notice, now=now()) or True
    return False
