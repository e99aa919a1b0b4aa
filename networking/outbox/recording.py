"""How it went: sent, to be tried again, by another channel, or not at all. Only whoever still holds it writes."""

from __future__ import annotations

import logging
import random
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from networking.models import Notice, NoticeTry

from . import claiming
from .routing import route_of
from .withdrawing import close

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = 60
# While the database restarts: seconds between two tries to write that a notice left, and in all.
PAUSE, PATIENCE = 0.2, 20
# Whoever withdrew it while it was leaving was too late: what has left is never called withdrawn.
LEFT = """
UPDATE networking_notice
SET state = 'sent', sent_at = %(now)s, closed_at = %(now)s, reason = '', last_error = '', is_farewell = false,
    holder = NULL, lease_until = NULL, caller_id = NULL
WHERE id = %(id)s AND (state = 'sending' AND holder = %(holder)s OR state = 'withdrawn');
SELECT EXISTS (SELECT FROM networking_notice WHERE id = %(then)s AND state = 'sending' AND holder = %(then_holder)s
    AND lease_until > statement_timestamp() + %(half)s)
"""
LEFT_AS_FAREWELL = LEFT.replace(
    "is_farewell = false,",
    "is_farewell = false, address = '', subject = '', text = '', short = '', html = '',",
)
# What has failed so for a notice is not tried again for it.
FAILED = (
    NoticeTry.Outcome.REFUSED,
    NoticeTry.Outcome.GIVEN_UP,
    NoticeTry.Outcome.RETURNED,
    NoticeTry.Outcome.WRONG_NUMBER,
)
RELEASED = {"lease_until": None, "holder": None, "caller": None}


def sent(notice: Notice, *, now: datetime, then: Notice | None = None) -> bool:
    """It has left; whether `then`, which is to leave next, is still ours to send.

    The database may be away this moment: as long as the lease lasts it is asked again, or the notice would leave twice.
    """
    give_up = min(notice.held_until, time.monotonic() + PATIENCE)
    while True:
        try:
            return _write_that_it_left(notice, then, now)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() + PAUSE >= give_up:
                raise
            connection.close()
            time.sleep(PAUSE)


def _write_that_it_left(notice: Notice, then: Notice | None, now: datetime) -> bool:
    """Two statements, so that the second sees what was withdrawn while the first waited; in one message."""
    values: dict[str, Any] = {
        "now": now,
        "id": notice.pk,
        "holder": notice.holder,
        "then": then.pk if then else None,
        "then_holder": then.holder if then else None,
        "half": settings.NOTICES_LEASE / 2,
    }
    with connection.cursor() as cursor:
        cursor.execute(LEFT_AS_FAREWELL if notice.is_farewell else LEFT, values)
        if not cursor.rowcount:
            log.warning("notice %s left after its lease: another sender may repeat it", notice.pk)
        cursor.nextset()
        return bool(cursor.fetchone()[0])


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


def returned(notice: Notice, *, detail: str, by: User, now: datetime) -> None:
    """The post has brought it back from `detail`, as `by` says: another way, or the list of what was not delivered."""
    if not claiming.held(notice).exists():
        return
    _write_down(notice, NoticeTry.Outcome.RETURNED, detail, now, by=by)
    _try_another_way(notice, _("La posta ha riportato indietro la lettera."), None, now=now)


def called_in_vain(notice: Notice, outcome: str, detail: str, *, by: User, now: datetime) -> None:
    """By telephone it will not arrive, as `by` says: another way, or the list of what was not delivered."""
    _write_down(notice, outcome, detail, now, by=by)
    _try_another_way(notice, _("Al telefono non è arrivato."), None, now=now)


@transaction.atomic
def _pass_on(notice: Notice, outcome: str, words: str, failure: Exception | None, *, now: datetime) -> None:
    if notice.is_farewell:
        # Nobody can try it again: whom it was for is nobody's to know.
        claiming.held(notice).delete()
        return
    if not claiming.held(notice).select_for_update().exists():
        return
    _write_down(notice, outcome, words, now)
    _try_another_way(notice, words, failure, now=now)


def _try_another_way(notice: Notice, words: str, failure: Exception | None, *, now: datetime) -> None:
    failed = notice.tries.filter(outcome__in=FAILED).values_list("channel", flat=True)
    route = route_of(notice, now=now, besides={notice.channel, *failed})
    held = claiming.held(notice)
    if route is None:
        held.update(last_error=_technical(failure))
        close(held, Notice.State.DEAD, now=now, why=_plain(words) or _("Non si è riusciti a dirlo."))
        return
    held.update(**RELEASED, **route.from_the_start, last_error=_technical(failure))


def _write_down(notice: Notice, outcome: str, words: str, now: datetime, *, by: User | None = None) -> None:
    NoticeTry.objects.create(
        notice_id=notice.pk,
        at=now,
        channel=notice.channel,
        outcome=outcome,
        detail=_plain(words)[:500],
        by=by,
    )


def _technical(failure: Exception | None) -> str:
    return "" if failure is None else _plain(f"{type(failure).__name__}: {failure}")[:1000]


def _plain(said: str) -> str:
    """What others said as the database can keep it: whatever it is, it must not keep us from writing it down."""
    return said.replace("\0", "").encode(errors="replace").decode()


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … up to 60 minutes, give or take a fifth so that retries do not march in step."""
    minutes = min(2 ** (max(attempts, 1) - 1), LONGEST_PAUSE)
    return timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311
