"""What is told of somebody's path: it has begun, what comes next, welcome, not now, thanks; and who coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from networking import outbox
from networking.outbox import Telling
from networking.rules import ADULT_AGE
from volunteers.coordinating import coordinators_following

from .path_words import ACTIVE, APPLIED, ENDED, NEXT_STEP, PARENT, RECEIVED, REFUSED

if TYPE_CHECKING:
    from datetime import datetime

    from volunteers.models import Volunteer


def tell_applied(row: Volunteer, *, now: datetime) -> None:
    """Tell them what happens now, who answers for somebody under age that they are asked, and who coordinates."""
    person, today = row.person, timezone.localdate(now)
    moment = row.applied_at.isoformat()
    key = f"{RECEIVED}:{row.pk}:{moment}"
    outbox.tell_all(RECEIVED, [Telling(person, key=key, about=row)], now=now)
    age = person.age_on(today)
    if age is not None and age < ADULT_AGE:
        tell_parents(row, now=now)
    coordinators = coordinators_following(person, today=today)
    tellings = [
        Telling(each, key=f"{APPLIED}:{row.pk}:{moment}:{each.pk}", about=row, concerns=person)
        for each in coordinators
    ]
    outbox.tell_all(APPLIED, tellings, now=now)


def tell_parents(row: Volunteer, *, now: datetime) -> None:
    """Ask who answers for them, and may book for them, whether they agree. Once for each time they apply."""
    person = row.person
    key = f"{PARENT}:{row.pk}:{row.applied_at.isoformat()}"
    hearing = outbox.tellings_for(person, key=key, about=row, now=now)
    outbox.tell_all(PARENT, [each for each in hearing if each.person != person], now=now)


def tell_next_step(row: Volunteer, *, now: datetime) -> None:
    """Say, after the meeting, what is still to be done."""
    _tell(NEXT_STEP, row, now)


def tell_active(row: Volunteer, *, now: datetime) -> None:
    """Welcome."""
    _take_back(row, now)
    _tell(ACTIVE, row, now)


def tell_refused(row: Volunteer, *, because: str, now: datetime) -> None:
    """Say no, and why: `because` is one of the reasons that may be read by whoever is told."""
    _take_back(row, now)
    _tell(REFUSED, row, now, because=because)


def tell_ended(row: Volunteer, *, now: datetime) -> None:
    """Say thanks, and that nothing more will be asked."""
    _take_back(row, now)
    _tell(ENDED, row, now)


def _tell(kind: str, row: Volunteer, now: datetime, because: str = "") -> None:
    key = f"{kind}:{row.pk}:{because}:{now.isoformat()}"
    outbox.tell_all(kind, outbox.tellings_for(row.person, key=key, about=row, now=now), now=now)


def _take_back(row: Volunteer, now: datetime) -> None:
    why = _("Il percorso è andato avanti.")
    outbox.withdraw(about=row, kinds=(RECEIVED, NEXT_STEP, PARENT, APPLIED, ACTIVE), now=now, why=why)
