"""What is told of pairs: to the volunteer, and to who coordinates where somebody should look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from networking import outbox
from networking.outbox import Telling
from volunteers.coordinating import coordinators_of

from .companion_words import CHANGED, NO_ANSWER, PAIRED, SILENT, WORRYING
from .turns import untold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import Model

    from networking.models import Person
    from volunteers.models import Companionship, CompanionshipNote, HelpRequest


def tell_paired(pair: Companionship, first: HelpRequest, *, now: datetime) -> None:
    """Tell, in the caller's transaction, everybody who comes to the first meeting."""
    people = [pair.volunteer.person]
    if first.places > 1 and pair.follows is not None:
        people.append(pair.follows.volunteer.person)
    tellings = [
        Telling(each, key=f"{PAIRED}:{pair.pk}:{each.pk}", about=first, concerns=pair.person)
        for each in people
    ]
    outbox.tell_all(PAIRED, tellings, now=now)


def tell_changed(pair: Companionship, *, now: datetime) -> None:
    """Tell the volunteer, in the caller's transaction, that it is paused, on again or over."""
    key = f"{CHANGED}:{pair.pk}:{pair.state}:{now.isoformat()}"
    telling = Telling(pair.volunteer.person, key=key, about=pair, concerns=pair.person)
    outbox.tell_all(CHANGED, [telling], now=now)


def tell_worrying(note: CompanionshipNote, *, now: datetime) -> None:
    """Tell who coordinates, in the caller's transaction, that a note worries who wrote it."""
    _tell_coordinators(WORRYING, note.companionship, note, f"{WORRYING}:{note.pk}", now)


def tell_no_answer(note: CompanionshipNote, *, now: datetime) -> None:
    """Tell who coordinates, in the caller's transaction, that nobody answered twice in a row."""
    _tell_coordinators(NO_ANSWER, note.companionship, note, f"{NO_ANSWER}:{note.pk}", now)


def tell_silent(pairs: Collection[Companionship], *, now: datetime) -> int:
    """Tell who coordinates of `pairs`, with their `quiet_since`: once for each silence. How many were new."""
    told = {}
    for pair in pairs:
        for person in _coordinators(pair, now):
            key = f"{SILENT}:{pair.pk}:{pair.quiet_since.isoformat()}:{person.pk}"
            told[key] = Telling(person, key=key, about=pair, concerns=pair.person)
    new = untold(told)
    outbox.tell_all(SILENT, [told[key] for key in new], now=now)
    return len(new)


def _tell_coordinators(kind: str, pair: Companionship, about: Model, key: str, now: datetime) -> None:
    tellings = [
        Telling(each, key=f"{key}:{each.pk}", about=about, concerns=pair.person)
        for each in _coordinators(pair, now)
    ]
    outbox.tell_all(kind, tellings, now=now)


def _coordinators(pair: Companionship, now: datetime) -> list[Person]:
    comune = pair.person.comune
    return coordinators_of(comune, today=timezone.localdate(now)) if comune else []
