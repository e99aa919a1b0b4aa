"""From what people type to the lexemes that PostgreSQL keeps."""

from __future__ import annotations

import re
import unicodedata
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart, as PostgreSQL's unaccent writes them.
UNDECOMPOSED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
MAX_WORD = 60
ENDINGS = "aeio"
SHORTEST_WITH_ENDINGS = 5
# Stems never change, so they are asked once; the memory of a process must not grow with what people type.
MAX_KNOWN_STEMS = 50_000

_stems: dict[str, str] = {}
_lock = Lock()


class Lexeme(NamedTuple):
    """The stems of a word in all its endings, and the place of the word in the text."""

    stems: tuple[str, ...]
    position: int


Lexemes = tuple[Lexeme, ...]


def plain_words(text: str) -> list[str]:
    """The words of `text` in small letters and without accents, as `statements.plain` has them."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return [word[:MAX_WORD] for word in WORD.findall(bare.translate(UNDECOMPOSED))]


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """The stem of each word, empty for those that say nothing («il», «per»). One query at most."""
    wanted = set(words)
    # Another thread may empty the memory between two looks: each word is looked up once.
    known = {word: stem for word in wanted if (stem := _stems.get(word)) is not None}
    missing = [word for word in wanted if word not in known]
    if missing:
        found = _ask(missing)
        with _lock:
            if len(_stems) > MAX_KNOWN_STEMS:
                _stems.clear()
            _stems.update(found)
        known |= found
    return known


def _ask(words: Sequence[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, coalesce((ts_lexize('italian_stem', word))[1], '') FROM unnest(%s::text[]) word",
            [list(words)],
        )
        # One letter is an article without its vowel: «l'aiuto», «d'inverno».
        return {word: stem if len(word) > 1 else "" for word, stem in cursor.fetchall()}


def endings_of(word: str) -> list[str]:
    """The word with every ending of its genders and numbers.

    The Italian stemmer leaves «anziano» and «anziani», «familiare» and «familiari» apart.
    """
    if len(word) < SHORTEST_WITH_ENDINGS or word[-1] not in ENDINGS:
        return [word]
    return [word[:-1] + ending for ending in ENDINGS]


def lexemes_of(texts: Sequence[str]) -> dict[str, Lexemes]:
    """The lexemes of each text, in order, without the words that say nothing. One query at most."""
    words = {text: plain_words(text) for text in texts}
    forms = {word: endings_of(word) for each in words.values() for word in each}
    stems = stems_of(form for each in forms.values() for form in each)
    all_stems = {word: tuple(sorted({stems[form] for form in forms[word]} - {""})) for word in forms}
    return {
        text: tuple(Lexeme(all_stems[word], place) for place, word in enumerate(each) if stems[word])
        for text, each in words.items()
    }
