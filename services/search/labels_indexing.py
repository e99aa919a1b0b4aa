# ruff: noqa: S608 - the statements are put together from fixed pieces.
"""The part of the index that belongs to no single service: names that are suggested, words that exist."""

from __future__ import annotations

from django.db import connection

from services.models import SearchWord, Suggestion

from .statements import IS_A_WORD, normalized, plain

# Kind, rank, and rows of (label, detail, slug). Only what leads to a published service, and no
# protected place; ranks say what comes first.
NAMES = {
    "situation": (1, "SELECT title, '', slug FROM services_lifesituation"),
    "category": (
        2,
        """SELECT c.name, coalesce(above.name, ''), c.slug
        FROM services_category c LEFT JOIN services_category above ON above.id = c.parent_id""",
    ),
    "comune": (3, "SELECT c.name, z.name, c.slug FROM networking_comune c JOIN networking_zone z ON z.id = c.zone_id"),
    # Everyday words, where looking for them, or for the word of the sheets, finds something.
    "words": (
        4,
        """SELECT DISTINCT ON (y.term) y.term, y.preferred, ''
        FROM services_synonym y WHERE EXISTS (
            SELECT FROM services_searchentry e WHERE e.is_live
            AND e.text @@ (phraseto_tsquery('italiano', y.term) || phraseto_tsquery('italiano', y.preferred))
        ) ORDER BY y.term, y.preferred""",
    ),
    "place": (
        6,
        """SELECT DISTINCT p.name, k.name, k.slug
        FROM services_place p JOIN networking_comune k ON k.id = p.comune_id
        JOIN services_service s ON s.place_id = p.id
        JOIN services_searchentry e ON e.service_id = s.id AND e.is_live
        WHERE NOT p.is_protected AND s.title <> p.name""",
    ),
    "organization": (
        7,
        """SELECT o.name, coalesce(k.name, ''), o.slug
        FROM services_organization o LEFT JOIN networking_comune k ON k.id = o.comune_id
        WHERE EXISTS (SELECT FROM services_service s JOIN services_searchentry e
            ON e.service_id = s.id AND e.is_live WHERE s.organization_id = o.id)""",
    ),
}  # fmt: skip

SUGGEST_NAMES = f"""
INSERT INTO services_suggestion (kind, rank, label, detail, normalized, slug, service_id)
SELECT %s, %s, left(label, 200), left(detail, 200), left({normalized("label")}, 200), slug, NULL
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
    """Draw the suggested names and the known words anew, inside the caller's transaction."""
    Suggestion.objects.filter(service_id=None).delete()
    with connection.cursor() as cursor:
        for kind, (rank, names) in NAMES.items():
            cursor.execute(SUGGEST_NAMES.format(names=names), [kind, rank])
        cursor.execute(WORDS_OF_NAMES)


def forget_words() -> None:
    """Empty the list of words that stand in sheets; whoever calls fills it again."""
    SearchWord.objects.all().delete()
