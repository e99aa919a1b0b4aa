# ruff: noqa: S608 - the statements are put together from fixed pieces; values are always parameters.
"""Lines proposed while somebody types: situations, categories, comuni, words, services, places, organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from . import spelling
from .stemming import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_MOST = 8
OF_ONE_KIND = 3
SHORTEST = 2
MOST_WORDS = 6
# Two letters stand inside the titles of half the catalogue: services are then proposed by their beginning only.
SHORTEST_INSIDE = 3

COLUMNS = "kind, rank, label, detail, slug"
# A service is proposed only while it is published, even before the index has heard of a change.
IS_PUBLISHED = """EXISTS (SELECT FROM services_service s
    WHERE s.id = service_id AND s.published_at IS NOT NULL AND s.withdrawn_at IS NULL)"""

# A place that has just become protected is unsaid at once, even before the index has heard of it.
MAY_BE_NAMED = """(kind <> 'place'
    OR label NOT IN (SELECT left(name, 200) FROM services_place WHERE is_protected))"""

# Names are few and found by any of their words; services by their beginning, from the index in its order.
NAMES_AND_BEGINNINGS = f"""
SELECT {COLUMNS} FROM (
    SELECT {COLUMNS}, is_inside FROM (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY is_inside, length(label), label) AS nth
        FROM (SELECT *, NOT starts_with(normalized, %(beginning)s) AS is_inside FROM services_suggestion
              WHERE service_id IS NULL AND {{every_word}} AND {MAY_BE_NAMED}) named
    ) numbered WHERE nth <= {OF_ONE_KIND}
    UNION ALL
    (SELECT {COLUMNS}, false FROM services_suggestion
     WHERE service_id IS NOT NULL AND normalized LIKE %(pattern)s AND {IS_PUBLISHED}
     ORDER BY normalized USING ~<~ LIMIT {AT_MOST})
) line ORDER BY is_inside, rank, length(label), label LIMIT {AT_MOST}
"""
SERVICES_INSIDE = f"""
SELECT {COLUMNS} FROM services_suggestion
WHERE service_id IS NOT NULL AND NOT starts_with(normalized, %(beginning)s) AND {{every_word}}
    AND {IS_PUBLISHED}
LIMIT {AT_MOST}
"""


RELATED = f"""
SELECT {COLUMNS} FROM services_suggestion, to_tsvector('italiano', normalized) AS name, CAST(%(asked)s AS tsquery) AS asked
WHERE service_id IS NULL AND kind IN ('situation', 'category') AND name @@ asked
ORDER BY ts_rank(name, asked) DESC, rank, label LIMIT {OF_ONE_KIND}
"""


class Line(NamedTuple):
    """A proposal; `kind` is one of `Suggestion.Kind`, `slug` what its address is made of.

    Words have no page, and a place none of its own: its slug is that of its comune.
    """

    kind: str
    rank: int
    label: str
    detail: str
    slug: str


def suggest(text: str) -> list[Line]:
    """At most eight lines for what has been typed so far, best first; none for less than two letters.

    One query, two when it finds too little; only when there is nothing at all are typing errors mended.
    """
    words = plain_words(text)[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return []
    return _lines(words) or _lines_for_mended(words)


def related(asked: str) -> list[Line]:
    """Situations and categories whose name has some of what is `asked` (a tsquery), best first; three at most."""
    return _ask(RELATED, {"asked": asked}) if asked else []


def _lines(words: Sequence[str]) -> list[Line]:
    values = {f"word{number}": f"% {word}%" for number, word in enumerate(words)}
    every_word = " AND ".join(f"normalized LIKE %({name})s" for name in values)
    beginning = " " + " ".join(words)
    values |= {"beginning": beginning, "pattern": f"{beginning}%"}
    lines = _ask(NAMES_AND_BEGINNINGS.format(every_word=every_word), values)
    if len(lines) < AT_MOST and max(map(len, words)) >= SHORTEST_INSIDE:
        lines += _ask(SERVICES_INSIDE.format(every_word=every_word), values)
    return lines[:AT_MOST]


def _lines_for_mended(words: Sequence[str]) -> list[Line]:
    corrections = spelling.corrections(words)
    return _lines([corrections.get(word, word) for word in words]) if corrections else []


def _ask(statement: str, values: dict[str, Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Line(*row) for row in cursor.fetchall()]
