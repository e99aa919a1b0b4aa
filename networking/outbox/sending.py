"""The sender: what is due leaves, by each channel that a machine serves. Safe to run anywhere, several at once."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import ContactChannel, Notice

from . import claiming, composing, pacing, recording
from .channels import mail, messages
from .hours import is_quiet
from .lines import NotTakenError, Send, TooLateError, UnreachableError
from .stopping import Stop
from .withdrawing import close

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Way:
    """A channel that a machine serves: how it is opened, and whether it is silent at night."""

    channel: ContactChannel
    open: Callable[[], AbstractContextManager[Send]]
    is_quiet_at_night: bool = False

    def is_silent(self, moment: datetime) -> bool:
        """Whether at `moment` nothing goes this way."""
        return self.is_quiet_at_night and is_quiet(moment)


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

    def shortened(self, seconds: float) -> Turn:
        """The same, for no more than `seconds` from now."""
        return Turn(min(self.ends, time.monotonic() + seconds), self.stop)


def drain(*, now: Clock = timezone.now) -> int:
    """Send what is due, for one turn (NOTICES_TURN); how many left."""
    with Stop.listening() as stop:
        turn = Turn(time.monotonic() + settings.NOTICES_TURN.total_seconds(), stop)
        withdraw_expired(now=now())
        return _serve_all(turn, now)


def _serve_all(turn: Turn, now: Clock) -> int:
    """Each channel in turn; how many left. One that fails is told at the end: the others have been served."""
    done, failures = 0, []
    for way in WAYS:
        try:
            done += _serve(way, turn, now)
        except Exception as failure:
            log.exception("sending by %s failed", way.channel)
            failures.append(failure)
    if failures:
        raise failures[0]
    return done


def withdraw_expired(*, now: datetime) -> int:
    """Withdraw what waits and is no longer worth telling; how many. What somebody is changing waits for next time."""
    over = claiming.everyone().filter(state=Notice.State.QUEUED, expires_at__lte=now)
    with transaction.atomic():
        those = claiming.everyone().filter(pk__in=list(claiming.free(over).values_list("pk", flat=True)))
        return close(those, Notice.State.WITHDRAWN, now=now, why=_("È passato il momento per cui serviva."))


def _serve(way: Way, turn: Turn, now: Clock) -> int:
    """Send by one channel, batch after batch over one line; how many left."""
    with pacing.chair(way.channel) as has_chair:
        if way.is_silent(now()) or not pacing.may_send(way.channel, has_chair=has_chair):
            return 0
        round_ = _Round(way, turn if has_chair else turn.shortened(pacing.HELP), now)
        began = time.monotonic()
        try:
            round_.go_on()
        except UnreachableError as silence:
            log.warning("nobody answers for %s (%s): notices wait", way.channel, silence)
            pacing.took(way.channel, time.monotonic() - max(began, round_.last_began), was_in_vain=True)
        except TooLateError:
            log.warning("asleep for so long that another sender may have %s by now", way.channel)
        finally:
            # Whatever happened, what was not begun is anybody's.
            round_.let_go()
        return round_.done


class _Round:
    """One sender at one channel: what it has taken and not begun yet, and how many left."""

    def __init__(self, way: Way, turn: Turn, now: Clock) -> None:
        self._way, self._turn, self._now = way, turn, now
        self._waiting: deque[Notice] = deque()
        self.done = 0
        self.last_began = 0.0

    def go_on(self) -> None:
        """Take and send until nothing is due or the turn is over. Raises UnreachableError."""
        self._take()
        if not self._waiting:
            return
        with self._way.open() as send:
            while self._waiting:
                self._waiting = deque(composing.prepare(self._waiting, now=self._now()))
                self._send_all(send)
                if self._is_over():
                    return
                self._take()

    def let_go(self) -> None:
        """Give back what was not begun; where the database is away, it comes back with its lease."""
        if connection.errors_occurred and not connection.in_atomic_block and not connection.is_usable():
            connection.close()
        with suppress(OperationalError, InterfaceError):
            claiming.give_back(self._waiting)

    def _is_over(self) -> bool:
        return self._turn.is_over or self._way.is_silent(self._now())

    def _take(self) -> None:
        self._waiting.extend(claiming.claim([self._way.channel], now=self._now()).notices)

    def _send_all(self, send: Send) -> None:
        """Each in turn: whether the next is ours is asked in one breath with writing that the last has left."""
        is_ours = bool(self._waiting) and claiming.is_ours(self._waiting[0])
        while self._waiting and not self._is_over():
            notice = self._waiting.popleft()
            following = self._waiting[0] if self._waiting else None
            if is_ours and self._send(notice, send):
                self.done += 1
                is_ours = recording.sent(notice, now=self._now(), then=following)
                continue
            if not is_ours:
                log.warning("notice %s is no longer ours: not sent", notice.pk)
                claiming.give_back([notice])
            is_ours = following is not None and claiming.is_ours(following)

    def _send(self, notice: Notice, send: Send) -> bool:
        """Whether it left; if not, how it went is written. Raises UnreachableError."""
        self.last_began = time.monotonic()
        try:
            send(notice)
        except NotTakenError as refusal:
            record = recording.refuse if refusal.is_final else recording.put_off
            record(notice, refusal.words, refusal, now=self._now())
            if not refusal.is_final and time.monotonic() - self.last_began >= pacing.SLOW:
                raise UnreachableError("it takes its time to refuse") from refusal
            return False
        except (TooLateError, UnreachableError):
            claiming.give_back([notice])
            raise
        except Exception as failure:  # noqa: BLE001 - whatever is wrong with one notice, the others leave
            recording.put_off(notice, _("Qualcosa non ha funzionato nel portale."), failure, now=self._now())
            return False
        pacing.took(self._way.channel, time.monotonic() - self.last_began)
        return True
