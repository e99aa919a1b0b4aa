"""The night's print: words, paper, books, one place after the other. Safe to run anywhere, several at once."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import ContactChannel, LetterBatch
from networking.outbox import choosing, claiming, composing, recording
from networking.outbox.choosing import LETTER_LEAD

from . import filing, taking
from .envelopes import Letter, address_line, letters_of, wrong_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Q

    from networking.models import Notice

    Clock = Callable[[], datetime]

log = logging.getLogger(__name__)

# After these seconds a run begins no other batch.
A_RUN = 600
# While letters are drawn some may be withdrawn: the rest is drawn again, but not for ever.
DRAWINGS = 3


class NotAllPrintedError(Exception):
    """The letters of some places could not be printed; those of the others were."""


def print_letters(*, now: Clock = timezone.now, within: Q = taking.EVERYWHERE) -> list[LetterBatch]:
    """Print what is due to the people `within`, a batch for each place; the batches.

    A place that fails does not keep the others from theirs; NotAllPrintedError tells at the end.
    """
    ends, made, failed = time.monotonic() + A_RUN, [], []
    for place in taking.places(now=now(), within=within):
        try:
            made += _print_place(place, ends, now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            log.exception("the letters of %s could not be printed", place)
            failed.append(str(place))
    if failed:
        raise NotAllPrintedError(", ".join(failed))
    return made


def _print_place(place: taking.Place, ends: float, now: Clock) -> list[LetterBatch]:
    had: set[UUID] = set()
    made = []
    while time.monotonic() < ends and (taken := taking.claim(place, now=now(), besides=had)):
        had |= {notice.pk for notice in taken}
        try:
            batch = _print(place, taken, now)
        except BaseException:
            # Whatever happened, what is not in the books is anybody's.
            claiming.give_back(taken)
            raise
        made += [batch] if batch else []
    return made


def _print(place: taking.Place, taken: list[Notice], now: Clock) -> LetterBatch | None:
    """Print what is left of `taken`, outside every transaction but the last; None when nothing is."""
    prefetch_related_objects(taken, "person__account", "person__comune__zone", "person__zone")
    notices = composing.prepare(_those_that_can_arrive(taken, now()), now=now())
    for _drawing in range(DRAWINGS):
        letters = letters_of(notices)
        if not letters:
            return None
        comune, zone = place
        batch = LetterBatch(comune_id=comune, zone_id=zone, made_at=now())
        content, spoiled = _drawn(batch, letters)
        _put_off(spoiled, now())
        notices = [notice for letter in letters if letter not in spoiled for notice in letter.notices]
        if not notices:
            return None
        lost = filing.keep(batch, content, notices, now=now())
        if not lost:
            return batch
        notices = [notice for notice in notices if notice.pk not in lost]
    claiming.give_back(notices)
    return None


def _drawn(batch: LetterBatch, letters: list[Letter]) -> tuple[bytes, list[Letter]]:
    # Only who prints pays for the library.
    from .paper import draw

    return draw(batch, letters)


def _put_off(spoiled: Collection[Letter], now: datetime) -> None:
    """What cannot be drawn waits for the next night; the others do not wait for it."""
    for letter in spoiled:
        for notice in letter.notices:
            recording.put_off(notice, _("La lettera non si riesce a impaginare."), now=now)


def _those_that_can_arrive(taken: list[Notice], now: datetime) -> list[Notice]:
    """The others pass on to another way of telling the same person."""
    wrong = wrong_addresses({notice.addressee for notice in taken})
    good = []
    for notice in taken:
        if why := _why_not(notice, now, is_wrong=notice.person_id in wrong):
            recording.refuse(notice, why, now=now)
        else:
            notice.address = address_line(notice.addressee)
            good.append(notice)
    return good


def _why_not(notice: Notice, now: datetime, *, is_wrong: bool) -> str:
    if why := choosing.why_not(notice.addressee, ContactChannel.LETTER):
        return why
    if is_wrong:
        return _("A questo indirizzo la posta ha già riportato indietro una lettera.")
    # What is no longer worth telling at all is withdrawn, and not told otherwise.
    is_late = notice.expires_at is not None and now < notice.expires_at < now + LETTER_LEAD
    return _("Per posta non sarebbe arrivato in tempo.") if is_late else ""
