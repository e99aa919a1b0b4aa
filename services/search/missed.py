"""Counting what people look for and do not find: the mapping reads it as need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.utils import timezone

from networking.database_faults import takes_nothing_in
from services.models import MissedSearch

from .stemming import plain_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from .catalogue import Catalogue
    from .question import Question
    from .words import Match


# «104» is a law; seven figures may be a telephone, figures and letters a codice fiscale.
LONGEST_NUMBER = 4


def count(question: Question, catalogue: Catalogue, match: Match, *, now: datetime) -> None:
    """Count `question` when the comune has nothing for its words, whatever else was asked.

    Zero only because the offices are closed at this hour is not a need that nobody meets.
    """
    words = _words_to_keep(question.words)
    if not words or question.page > 1:
        return
    comune = catalogue.labels.comuni.get(question.comune)
    there = match.found if match.found is not None and not match.is_partial else None
    if there and comune:
        there = there & catalogue.with_value("listed", comune.id)
    if not there:
        day = timezone.localdate(now)
        _add(words, comune.id if comune else None, day)


def _add(words: str, comune_id: int | None, day: date) -> None:
    """Count; a database that only reads keeps nobody from finding what there is."""
    try:
        with transaction.atomic():
            MissedSearch.add_one(words=words, comune_id=comune_id, day=day)
    except DatabaseError as failure:
        if not takes_nothing_in(failure):
            raise


def _words_to_keep(text: str) -> str:
    """The words in alphabetical order; nothing that looks like the address or the number of a person."""
    if "@" in text:
        return ""
    words = {word for word in plain_words(text) if len(word) <= LONGEST_NUMBER or word.isalpha()}
    return " ".join(sorted(words))
