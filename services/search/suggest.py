"""Lines proposed while somebody types: situations, categories, comuni, services, places, organisations."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from .stemming import plain_words

AT_MOST = 8
SHORTEST = 2
LONGEST = 60

# A service is proposed only while it is published, even before the index has heard of a change.
IS_SHOWN = """(g.service_id IS NULL OR EXISTS (
    SELECT FROM services_service s
    WHERE s.id = g.service_id AND s.published_at IS NOT NULL AND s.withdrawn_at IS NULL))"""

BY_BEGINNING = f"""
SELECT kind, label, detail, slug FROM (
    SELECT DISTINCT ON (g.kind, g.normalized) g.* FROM (
        (SELECT 0 AS quality, b.* FROM services_suggestion b
         WHERE b.normalized LIKE %(beginning)s ORDER BY b.rank, b.normalized LIMIT 40)
        UNION ALL
        (SELECT 1 AS quality, i.* FROM services_suggestion i
         WHERE i.normalized LIKE %(inside)s ORDER BY i.rank, i.normalized LIMIT 40)
    ) g WHERE {IS_SHOWN} ORDER BY g.kind, g.normalized, g.quality
) g ORDER BY quality, rank, length(label), label LIMIT {AT_MOST}
"""  # noqa: S608 - fixed pieces only
BY_LIKENESS = f"""
SELECT kind, label, detail, slug FROM (
    SELECT DISTINCT ON (g.kind, g.normalized) g.*, word_similarity(%(words)s, g.normalized) AS likeness
    FROM services_suggestion g
    WHERE %(words)s <%% g.normalized AND {IS_SHOWN} ORDER BY g.kind, g.normalized
) g ORDER BY likeness DESC, rank, length(label), label LIMIT {AT_MOST}
"""  # noqa: S608 - fixed pieces only


class Line(NamedTuple):
    """A proposal; `kind` is one of `Suggestion.Kind`, `slug` what its address is made of.

    A place has no page: its slug is that of its comune.
    """

    kind: str
    label: str
    detail: str
    slug: str


def suggest(text: str) -> list[Line]:
    """At most eight lines for what has been typed so far, best first; none for less than two letters.

    One query; a second one, which forgives typing errors, only when the first finds nothing.
    """
    words = " ".join(plain_words(text))[:LONGEST]
    if len(words) < SHORTEST:
        return []
    found = _ask(BY_BEGINNING, {"beginning": f"{words}%", "inside": f"% {words}%"})
    return found or _ask(BY_LIKENESS, {"words": words})


def _ask(statement: str, values: dict[str, str]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Line(*row) for row in cursor.fetchall()]
