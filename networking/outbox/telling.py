"""Writing down that somebody is to be told something, in the transaction of the fact itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy

from networking.models import ContactChannel, Notice

from .kinds import Kind, kind_of
from .routing import route_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from networking.models import Person
    from networking.models.notices import NoticeQuerySet

NOWHERE = gettext_lazy("Non sappiamo come raggiungere questa persona: mancano telefono, e-mail e indirizzo.")
TELLING = "scrivere un avviso"
AT_ONCE = 500


@dataclass(frozen=True)
class Telling:
    """Whom to tell, for which reason (`key`: one notice for one reason), about what, and when.

    `due_at`: not before (None: now); `expires_at`: afterwards it is not worth telling; `concerns`: of whom it
    speaks, where that is somebody else.
    """

    person: Person
    key: str
    about: Model | None = None
    concerns: Person | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None


def tell(kind: str, telling: Telling, *, now: datetime) -> Notice:
    """Tell one person. A second time with the same key gives the first notice, unless that was withdrawn.

    Raises UnknownKindError.
    """
    tell_all(kind, [telling], now=now)
    return Notice.objects.for_everyone(reason=TELLING).get(key=telling.key)


# Whoever tells does so in the transaction of the fact: what fails here is undone there.
@transaction.atomic(savepoint=False)
def tell_all(kind: str, tellings: Iterable[Telling], *, now: datetime, is_first: bool = False) -> None:
    """Tell many people at once. What was withdrawn before it left begins again.

    `is_first`: about what has just been made, so that nobody can have been told of it: nothing is looked for.
    Raises UnknownKindError.
    """
    declared = kind_of(kind)
    rows = [_notice(declared, each, now) for each in tellings]
    if is_first:
        Notice.objects.bulk_create(rows, batch_size=AT_ONCE)
        return
    Notice.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    withdrawn = Notice.objects.for_everyone(reason=TELLING).filter(
        key__in=[row.key for row in rows], state=Notice.State.WITHDRAWN
    )
    again = set(withdrawn.values_list("key", flat=True))
    for row in rows:
        if row.key in again:
            _begin_again(withdrawn.filter(key=row.key), row)


def _begin_again(withdrawn: NoticeQuerySet, row: Notice) -> None:
    """Words that may already have reached somebody stay as they are; the others are written when it leaves."""
    withdrawn.update(
        **{name: getattr(row, name) for name in ("due_at", "next_at", "expires_at", "channel", "state")},
        attempts=0,
        begun_at=None,
        closed_at=row.closed_at,
        reason=row.reason,
    )


def _notice(kind: Kind, telling: Telling, now: datetime) -> Notice:
    due_at = telling.due_at or now
    about = telling.about
    notice = Notice(
        kind=kind.name,
        key=telling.key,
        person=telling.person,
        concerns=telling.concerns,
        about_type=ContentType.objects.get_for_model(about) if about else None,
        about_id=str(about.pk) if about else "",
        channel=ContactChannel.PAGES,
        created_at=now,
        due_at=due_at,
        next_at=max(now, due_at),
        expires_at=telling.expires_at,
        is_in_pages=kind.is_in_pages,
    )
    route = route_of(notice, now=now)
    if route is None:
        # Whom nobody can reach is not lost: the list of what was not delivered says so.
        notice.state, notice.closed_at, notice.reason = Notice.State.DEAD, now, str(NOWHERE)
    else:
        notice.channel, notice.next_at = route.channel, route.next_at
    return notice
