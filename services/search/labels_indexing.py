# ruff: noqa: S608 - the statements are put together from fixed pieces; values are always parameters.
"""The part of the index that belongs to no single service: names that are suggested, words that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from services.models import SearchWord, Suggestion

from .statements import IS_A_WORD, normalized, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

# Kind, rank, and rows of (label, detail, slug); ranks say what comes first. `{only}` narrows the
# names that depend on sheets to those of a few of them.
NAMES = {
    "situation": (1, "SELECT title, '', slug FROM services_lifesituation"),
    "category": (
        2,
        """SELECT c.name, coalesce(above.name, ''), c.slug
        FROM services_category c LEFT JOIN services_category above ON above.id = c.parent_id""",
    ),
    "comune": (
        3,
        "SELECT c.name, z.name, c.slug FROM networking_comune c JOIN networking_zone z ON z.id = c.zone_id",
    ),
    # Everyday words, where looking for them, or for the word of the sheets, finds something.
    "words": (
        4,
        """SELECT DISTINCT ON (y.term) y.term, y.preferred, ''
        FROM services_synonym y WHERE EXISTS (
            SELECT FROM services_searchentry e WHERE e.is_live
            AND e.text @@ (phraseto_tsquery('italiano', y.term) || phraseto_tsquery('italiano', y.preferred))
        ) ORDER BY y.term, y.preferred""",
    ),
}
# A place or an organisation is proposed only while it has a sheet that people can see; a protected
# place never. Each with what its suggestion is recognised by.
NAMES_OF_SHEETS = {
    "place": (
        6,
        """SELECT DISTINCT p.name, k.name, k.slug
        FROM services_place p JOIN networking_comune k ON k.id = p.comune_id
        JOIN services_service s ON s.place_id = p.id
        JOIN services_searchentry e ON e.service_id = s.id AND e.is_live
        WHERE NOT p.is_protected AND s.title <> p.name {only}""",
        "p.id IN (SELECT place_id FROM services_service WHERE id = ANY(%(ids)s))",
        """(label, slug) IN (SELECT left(p.name, 200), k.slug FROM services_service s
            JOIN services_place p ON p.id = s.place_id JOIN networking_comune k ON k.id = p.comune_id
            WHERE s.id = ANY(%(ids)s))""",
    ),
    "organization": (
        7,
        """SELECT o.name, coalesce(k.name, ''), o.slug
        FROM services_organization o LEFT JOIN networking_comune k ON k.id = o.comune_id
        WHERE EXISTS (SELECT FROM services_service s JOIN services_searchentry e
            ON e.service_id = s.id AND e.is_live WHERE s.organization_id = o.id) {only}""",
        "o.id IN (SELECT organization_id FROM services_service WHERE id = ANY(%(ids)s))",
        """slug IN (SELECT o.slug FROM services_service s
            JOIN services_organization o ON o.id = s.organization_id WHERE s.id = ANY(%(ids)s))""",
    ),
}

SUGGEST = f"""
INSERT INTO services_suggestion (kind, rank, label, detail, normalized, slug, service_id)
SELECT %(kind)s, %(rank)s, left(label, 200), left(detail, 200), left({normalized("label")}, 200), slug, NULL
FROM ({{names}}) AS name (label, detail, slug)
"""

WORDS_OF_NAMES = f"""
INSERT INTO services_searchword (word)
SELECT DISTINCT word FROM (
    SELECT term FROM services_synonym UNION SELECT preferred FROM services_synonym
    UNION SELECT name FROM services_category UNION SELECT name FROM services_targetgroup
    UNION SELECT name FROM networking_comune
) names (name), regexp_split_to_table({plain("name")}, ' ') AS word
WHERE {IS_A_WORD}
ON CONFLICT DO NOTHING
"""


def refresh() -> None:
    """Draw all the suggested names and the known words anew, inside the caller's transaction."""
    Suggestion.objects.filter(service_id=None).delete()
    with connection.cursor() as cursor:
        for kind, (rank, names) in NAMES.items():
            cursor.execute(SUGGEST.format(names=names), {"kind": kind, "rank": rank})
        for kind, (rank, names, _only, _same) in NAMES_OF_SHEETS.items():
            cursor.execute(SUGGEST.format(names=names.format(only="")), {"kind": kind, "rank": rank})
        cursor.execute(WORDS_OF_NAMES)


def refresh_names_of(service_ids: Sequence[int]) -> None:
    """Draw anew only the places and the organisations of some sheets, inside the caller's transaction."""
    with connection.cursor() as cursor:
        for kind, (rank, names, only, same) in NAMES_OF_SHEETS.items():
            values: dict[str, Any] = {"kind": kind, "rank": rank, "ids": list(service_ids)}
            cursor.execute(
                f"DELETE FROM services_suggestion WHERE kind = %(kind)s AND service_id IS NULL AND {same}",
                values,
            )
            cursor.execute(SUGGEST.format(names=names.format(only=f"AND {only}")), values)


def forget_words() -> None:
    """Empty the list of words that stand in sheets; whoever calls fills it again."""
    SearchWord.objects.all().delete()
