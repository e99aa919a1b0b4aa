"""What is told of turns: the invitation, the yes, the day before, what was taken away, and who coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from networking import outbox
from networking.models import Notice
from networking.outbox import Telling
from volunteers.coordinating import coordinators_of

from .turn_words import (
    ACCEPTED,
    CALLED_OFF,
    GIVEN_BACK,
    INVITED,
    REMINDER,
    SUSPENDED,
    UNCOVERED,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from volunteers.models import Assignment

TELLING = "non dire due volte la stessa cosa"


def tell_invited(row: Assignment, *, now: datetime) -> None:
    """Ask, in the caller's transaction, for an answer before `answer_by`."""
    key = f"{INVITED}:{row.pk}:{row.made_at.isoformat()}"
    _tell(INVITED, row, key, now, expires_at=row.answer_by)


def tell_accepted(row: Assignment, *, now: datetime) -> None:
    """Say, in the caller's transaction, that they are awaited; what was still to be asked is not asked."""
    take_back(row, now=now)
    _tell(ACCEPTED, row, f"{ACCEPTED}:{row.pk}:{now.isoformat()}", now)


def take_back(row: Assignment, *, now: datetime) -> None:
    """Withdraw, in the caller's transaction, what has not left yet of a turn that has changed."""
    why = _("Il turno è cambiato.")
    outbox.withdraw(about=row, kinds=(INVITED, ACCEPTED, REMINDER), now=now, why=why)


def tell_withdrawn(row: Assignment, *, now: datetime) -> None:
    """Tell who coordinates, in the caller's transaction, that somebody gave the turn back."""
    take_back(row, now=now)
    tell_coordinators(GIVEN_BACK, row, f"{GIVEN_BACK}:{row.pk}", now)


def tell_called_off(rows: Iterable[Assignment], *, now: datetime) -> int:
    """Tell, in the caller's transaction, who was in turns or asked that they will not be; of many, once. How many."""
    told: set[UUID] = set()
    for row in rows:
        take_back(row, now=now)
        if row.volunteer_id not in told:
            told.add(row.volunteer_id)
            _tell(CALLED_OFF, row, f"{CALLED_OFF}:{row.pk}", now)
    return len(told)


def tell_suspended(rows: Collection[Assignment], *, now: datetime) -> int:
    """Tell of each of `rows` who was taken out, and who coordinates there. How many were new."""
    keys = {f"{SUSPENDED}:{row.pk}:{row.suspended_at.isoformat()}": row for row in rows}
    new = untold(keys)
    for key in new:
        row = keys[key]
        take_back(row, now=now)
        _tell(SUSPENDED, row, key, now)
        tell_coordinators(UNCOVERED, row, f"{UNCOVERED}:{row.pk}:{row.suspended_at.isoformat()}", now)
    return len(new)


def remind(rows: Collection[Assignment], *, now: datetime) -> int:
    """Remind of each of `rows`, once for each day and hour it is at. How many were new."""
    keys = {f"{REMINDER}:{row.pk}:{row.request.starts_at.isoformat()}": row for row in rows}
    new = untold(keys)
    for key in new:
        _tell(REMINDER, keys[key], key, now, expires_at=keys[key].request.starts_at)
    return len(new)


def untold(keys: Collection[str]) -> list[str]:
    """Those of `keys` under which nothing was told yet."""
    told = set(
        Notice.objects.for_everyone(reason=TELLING).filter(key__in=list(keys)).values_list("key", flat=True)
    )
    return [key for key in keys if key not in told]


def _tell(kind: str, row: Assignment, key: str, now: datetime, expires_at: datetime | None = None) -> None:
    telling = Telling(row.volunteer.person, key=key, about=row, expires_at=expires_at)
    outbox.tell_all(kind, [telling], now=now)


def tell_coordinators(kind: str, row: Assignment, key: str, now: datetime) -> None:
    """Tell `kind`, in the caller's transaction, to each who coordinates where the turn of `row` is."""
    people = coordinators_of(row.request.comune, today=timezone.localdate(now))
    tellings = [
        Telling(person, key=f"{key}:{person.pk}", about=row, concerns=row.volunteer.person)
        for person in people
    ]
    outbox.tell_all(kind, tellings, now=now)
