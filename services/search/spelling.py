"""Mending typing errors against the words that stand in the catalogue."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST = 4
# How much of the letters, in order, a word must share with what was typed: «doposcula» is «doposcuola»
# (0.95), «soggiorno» is not «giorno» (0.80).
LIKENESS = 0.82

CANDIDATES = """
SELECT typed, word FROM unnest(%s::text[]) typed CROSS JOIN LATERAL (
    SELECT word FROM services_searchword WHERE word %% typed
    ORDER BY similarity(word, typed) DESC, word LIMIT 10
) candidates
"""


def corrections(words: Sequence[str]) -> dict[str, str]:
    """The word of the catalogue that each of `words` was probably meant to be. One query.

    Words too short, or like nothing we know, are left out.
    """
    long_enough = [word for word in words if len(word) >= SHORTEST]
    if not long_enough:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [long_enough])
        rows = cursor.fetchall()
    best: dict[str, tuple[float, str]] = {}
    for typed, word in rows:
        # Trigrams find who resembles; the order of the letters decides among them.
        likeness = SequenceMatcher(None, typed, word).ratio()
        if word != typed and likeness >= LIKENESS and likeness > best.get(typed, (0.0, ""))[0]:
            best[typed] = (likeness, word)
    return {typed: word for typed, (_likeness, word) in best.items()}
