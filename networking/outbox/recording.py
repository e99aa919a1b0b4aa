"""How it went: sent, to be tried again, by another channel, or not at all. Only whoever still holds it writes."""

from __future__ import annotations

import logging
import random
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from networking.models import Notice, NoticeTry

from . import claiming
from .choosing import first_channel
from .kinds import kinds
from .telling import first_try
from .withdrawing import close

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = 60
FORGOTTEN = {"address": "", "subject": "", "text": "", "short": "", "html": "", "last_error": ""}
RELEASED = {"lease_until": None, "holder": None}


def sent(notice: Notice, *, now: datetime) -> bool:
    """It has left. False when somebody else holds it by now: then it may leave twice, with the same Message-ID."""
    forgotten = FORGOTTEN if notice.is_farewell else {"last_error": ""}
    done = {"state": Notice.State.SENT, "sent_at": now, "closed_at": now, "is_farewell": False}
    is_ours = bool(claiming.held(notice).update(**forgotten, **RELEASED, **done))
    if not is_ours:
        log.warning("notice %s left after its lease: another sender may repeat it", notice.pk)
    return is_ours


def put_off(notice: Notice, words: str, failure: Exception | None = None, *, now: datetime) -> None:
    """Try again later, with growing pauses; after a day of trying, pass on to another channel."""
    log.warning("notice %s put off (%s)", notice.pk, type(failure).__name__)
    begun = notice.begun_at or now
    if now - begun >= GIVE_UP_AFTER:
        _pass_on(notice, NoticeTry.Outcome.GIVEN_UP, words, failure, now=now)
        return
    with transaction.atomic():
        is_ours = claiming.held(notice).update(
            **RELEASED,
            state=Notice.State.QUEUED,
            begun_at=begun,
            next_at=now + pause_after(notice.attempts),
            last_error=_technical(failure),
        )
        if is_ours:
            _write_down(notice, NoticeTry.Outcome.PUT_OFF, words, now)


def refuse(notice: Notice, words: str, failure: Exception | None = None, *, now: datetime) -> None:
    """By this channel it will never arrive: another one, or the list of what was not delivered."""
    log.warning("notice %s refused (%s)", notice.pk, type(failure).__name__)
    _pass_on(notice, NoticeTry.Outcome.REFUSED, words, failure, now=now)


@transaction.atomic
def _pass_on(notice: Notice, outcome: str, words: str, failure: Exception | None, *, now: datetime) -> None:
    if notice.is_farewell:
        # Nobody can try it again: whom it was for is nobody's to know.
        claiming.held(notice).delete()
        return
    if not claiming.held(notice).select_for_update().exists():
        return
    _write_down(notice, outcome, words, now)
    channel = _next_channel(notice, now)
    held = claiming.held(notice)
    if channel is None:
        held.update(last_error=_technical(failure))
        close(held, Notice.State.DEAD, now=now, why=words or _("Non si è riusciti a dirlo."))
        return
    held.update(
        **RELEASED,
        state=Notice.State.QUEUED,
        channel=channel,
        attempts=0,
        begun_at=None,
        address="",
        next_at=first_try(channel, notice.due_at, now=now),
        last_error=_technical(failure),
    )


def _next_channel(notice: Notice, now: datetime) -> str | None:
    """Another way to tell the same person, that has not failed for this notice yet."""
    kind = kinds().get(notice.kind)
    if notice.person is None or kind is None:
        return None
    failed = notice.tries.filter(outcome__in=FAILED).values_list("channel", flat=True)
    return first_channel(
        notice.person, kind.channels, now=now, expires_at=notice.expires_at, besides={notice.channel, *failed}
    )


FAILED = (
    NoticeTry.Outcome.REFUSED,
    NoticeTry.Outcome.GIVEN_UP,
    NoticeTry.Outcome.RETURNED,
    NoticeTry.Outcome.WRONG_NUMBER,
)


def _write_down(notice: Notice, outcome: str, words: str, now: datetime) -> None:
    NoticeTry.objects.create(
        notice_id=notice.pk, at=now, channel=notice.channel, outcome=outcome, detail=words[:500]
    )


def _technical(failure: Exception | None) -> str:
    return "" if failure is None else f"{type(failure).__name__}: {failure}"[:1000]


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … up to 60 minutes, give or take a fifth so that retries do not march in step."""
    minutes = min(2 ** (max(attempts, 1) - 1), LONGEST_PAUSE)
    return timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311
