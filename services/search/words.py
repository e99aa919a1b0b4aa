"""What the words of a question find: stems, synonyms, mended typing errors, and how well each fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from django.db import connection
from pyroaring import BitMap

from . import spelling
from .catalogue import Catalogue, bitmap
from .stemming import Lexeme, Lexemes, lexemes_of, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .labels import Expansion

MAX_WORDS = 12
MAX_CHARACTERS = 400

# Title, keywords and category, summary, text; a synonym counts a little less than the word itself.
POSTING = """
SELECT array_agg(service_id), array_agg(
    (ts_rank(weights, text, own) + 0.8 * ts_rank(weights, text, same) + 0.3 * ts_rank(weights, text, near))::real)
FROM services_searchentry,
    (SELECT %s::tsquery AS own, %s::tsquery AS same, %s::tsquery AS near, %s::real[] AS weights) asked
WHERE is_live AND text @@ (own || same || near)
"""
WEIGHTS = [0.05, 0.15, 0.6, 1.0]


class Term(NamedTuple):
    """One thing that is looked for: a word, or several that are known as one."""

    lexemes: Lexemes
    words: tuple[str, ...]
    expansions: tuple[Expansion, ...]


class Posting(NamedTuple):
    """The services in which a term stands, by position, and how well it fits each."""

    where: NDArray[np.uint32]
    scores: NDArray[np.float32]


@dataclass(frozen=True)
class Match:
    """What the words found; `found` is None when there is nothing to look for."""

    found: BitMap | None = None
    scores: NDArray[np.float32] | None = None
    also_searched: tuple[str, ...] = ()
    corrected_from: str = ""
    corrected_to: str = ""
    is_partial: bool = False
    # Only the first words were looked for.
    is_shortened: bool = False
    # Any of the words, as a tsquery.
    asked: str = ""


def match(text: str, catalogue: Catalogue) -> Match:
    """What `text` finds among all that is published, whatever the other filters say.

    All the words must be there. Where that finds nothing, unknown words are taken for typing
    errors; where that finds nothing either, some of the words are enough.
    """
    all_words = plain_words(text[:MAX_CHARACTERS])
    words = all_words[:MAX_WORDS]
    found = _match_words(words, catalogue)
    return replace(found, is_shortened=len(all_words) > MAX_WORDS or len(text) > MAX_CHARACTERS)


def _match_words(words: Sequence[str], catalogue: Catalogue) -> Match:
    terms = _terms(words, catalogue)
    if not terms:
        return Match()
    everywhere = _all_of(terms, catalogue)
    if everywhere.found:
        return everywhere
    corrections = _corrections(words, catalogue)
    if not corrections:
        return _some_of(words, catalogue)
    return _match_mended(words, [corrections.get(word, word) for word in words], catalogue)


def _corrections(words: Sequence[str], catalogue: Catalogue) -> dict[str, str]:
    """What the words that stand nowhere were meant to be; another ending of the same word is no mending."""
    alone = _terms(words, catalogue, longest=1)
    unknown = [word for term in alone for word in term.words if not len(_posting(term, catalogue).where)]
    corrections = spelling.corrections(unknown)
    lexemes = lexemes_of([*corrections, *corrections.values()])
    # Nobody looks for «della»: a word that says nothing mends nothing.
    return {
        typed: meant
        for typed, meant in corrections.items()
        if lexemes[meant] and lexemes[typed] != lexemes[meant]
    }


def _match_mended(typed: Sequence[str], meant: Sequence[str], catalogue: Catalogue) -> Match:
    """The match of the mended words, which says what they were."""
    everywhere = _all_of(_terms(meant, catalogue), catalogue)
    found = everywhere if everywhere.found else _some_of(meant, catalogue)
    if not found.found:
        return found
    return replace(found, corrected_from=" ".join(typed), corrected_to=" ".join(meant))


def _terms(words: Sequence[str], catalogue: Catalogue, *, longest: int = MAX_WORDS) -> list[Term]:
    """The words gathered into terms, the longest known expression first, of at most `longest` words."""
    [lexemes] = lexemes_of([" ".join(words)]).values()
    labels, terms, start = catalogue.labels, [], 0
    while start < len(lexemes):
        for length in range(min(longest, labels.longest_synonym, len(lexemes) - start), 0, -1):
            span = lexemes[start : start + length]
            original = tuple(words[each.position] for each in span)
            known = labels.synonyms.get(tuple(each.stems for each in span), [])
            expansions = tuple(each for each in known if each.only_for in {"", " ".join(original)})
            if expansions or length == 1:
                terms.append(Term(span, original, expansions))
                start += length
                break
    return terms


def _posting(term: Term, catalogue: Catalogue) -> Posting:
    """Where a term stands; asked of PostgreSQL once for each state of the catalogue."""
    key = (tuple(each.stems for each in term.lexemes), term.expansions)
    posting = catalogue.remembered.get(key)
    if posting is None:
        posting = _ask(term, catalogue)
        catalogue.remembered.put(key, posting, weight=len(posting.where) + 1)
    return posting


def _ask(term: Term, catalogue: Catalogue) -> Posting:
    own = " & ".join(_any_ending(each) for each in term.lexemes)
    same = " | ".join(_phrase(each.lexemes) for each in term.expansions if each.is_same)
    near = " | ".join(_phrase(each.lexemes) for each in term.expansions if not each.is_same)
    with connection.cursor() as cursor:
        cursor.execute(POSTING, [own, same, near, WEIGHTS])
        ids, scores = cursor.fetchone()
    # What was published a moment ago may not be in this catalogue yet.
    where = catalogue.places_of(np.array(ids or [], dtype=np.int64))
    is_known = where >= 0
    return Posting(where[is_known].astype(np.uint32), np.array(scores or [], dtype=np.float32)[is_known])


def _phrase(lexemes: Lexemes) -> str:
    """A tsquery of the lexemes one after the other, as far apart as they were written.

    Stems hold letters and figures only, so nothing a person types can be read as an operator.
    """
    text = _any_ending(lexemes[0])
    for before, after in pairwise(lexemes):
        text += f" <{after.position - before.position}> {_any_ending(after)}"
    return f"({text})"


def _any_of(terms: Sequence[Term]) -> str:
    own = [_any_ending(each) for term in terms for each in term.lexemes]
    return " | ".join([*own, *(_phrase(each.lexemes) for term in terms for each in term.expansions)])


def _any_ending(lexeme: Lexeme) -> str:
    return "(" + " | ".join(f"'{stem}'" for stem in lexeme.stems) + ")"


def _all_of(terms: Sequence[Term], catalogue: Catalogue) -> Match:
    postings = [_posting(term, catalogue) for term in terms]
    sets = [bitmap(posting.where) for posting in postings]
    found = BitMap.intersection(*sets) if sets else BitMap()
    scores = _scores(postings, catalogue)
    return Match(found & catalogue.live, scores, _also(terms), asked=_any_of(terms))


def _some_of(words: Sequence[str], catalogue: Catalogue) -> Match:
    terms = _terms(words, catalogue, longest=1)
    postings = [_posting(term, catalogue) for term in terms]
    found = BitMap.union(*(bitmap(posting.where) for posting in postings))
    scores = _scores(postings, catalogue)
    for posting in postings:
        # Two of the words, however faint, come before one of them in a title.
        scores[posting.where] += 2
    live = found & catalogue.live
    # An expression that nobody uses may still be another name of a situation or a category.
    asked = _any_of([*_terms(words, catalogue), *terms])
    return Match(live, scores, _also(terms), is_partial=bool(live), asked=asked)


def _scores(postings: Sequence[Posting], catalogue: Catalogue) -> NDArray[np.float32]:
    scores = np.zeros(len(catalogue.ids), dtype=np.float32)
    for posting in postings:
        scores[posting.where] += posting.scores
    return scores


def _also(terms: Sequence[Term]) -> tuple[str, ...]:
    """The words of the same meaning that were looked for too, as a person reads them."""
    texts = (each.text for term in terms for each in term.expansions if each.is_same and each.text)
    return tuple(dict.fromkeys(texts))
