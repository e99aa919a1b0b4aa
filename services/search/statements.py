# ruff: noqa: S608 - the statements are put together from fixed pieces; values are always parameters.
"""The SQL that reads sheets into the index: set by set, never row by row."""

from __future__ import annotations

# Characters of a text that are looked at: forty pages.
LONGEST_TEXT = 100_000


def plain(expression: str) -> str:
    """SQL for the words of a text: small letters, no accents, one space between words.

    Both the sheets and the questions pass through it (`words.plain_words` is the same in Python),
    so that «e/o», «l'aiuto» and «e-mail» are the same words on either side.
    """
    return f"regexp_replace(lower(unaccent({expression})), '[^[:alnum:]]+', ' ', 'g')"


def normalized(expression: str) -> str:
    """SQL for a label as suggestions are found by: a space before every word, the first too."""
    return f"' ' || ltrim({plain(expression)})"


def vector(expression: str, weight: str) -> str:
    """SQL for the weighted lexemes of a text: of its beginning, for PostgreSQL refuses a megabyte of them."""
    return f"setweight(to_tsvector('italiano', {plain(f'left({expression}, {LONGEST_TEXT})')}), '{weight}')"


# One row per published or withdrawn sheet among the ids, with all that is said of it elsewhere.
SHEETS = """
FROM services_service s
JOIN services_organization o ON o.id = s.organization_id
LEFT JOIN services_place p ON p.id = s.place_id
LEFT JOIN networking_comune k ON k.id = p.comune_id
CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT c.slug) AS slugs, string_agg(DISTINCT c.name, ' ') AS names
    FROM services_category leaf JOIN services_category c ON c.id IN (leaf.id, leaf.parent_id)
    WHERE leaf.id = s.category_id
        OR leaf.id IN (SELECT category_id FROM services_service_extra_categories WHERE service_id = s.id)
) categories
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(g.slug), '{}') AS slugs, coalesce(string_agg(g.name, ' '), '') AS names
    FROM services_servicetarget t JOIN services_targetgroup g ON g.id = t.group_id WHERE t.service_id = s.id
) targets
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(l.code), '{}') AS codes
    FROM services_service_languages m JOIN services_language l ON l.id = m.language_id
    WHERE m.service_id = s.id
) spoken
CROSS JOIN LATERAL (
    SELECT max(verified_at) AS at FROM services_verification WHERE service_id = s.id
) verified
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(c.id), '{}') AS ids FROM networking_comune c
    WHERE s.serves_everywhere
        OR c.id IN (SELECT comune_id FROM services_service_area_comuni WHERE service_id = s.id)
        OR c.zone_id IN (SELECT zone_id FROM services_service_area_zones WHERE service_id = s.id)
) area
CROSS JOIN LATERAL (
    SELECT array(SELECT DISTINCT unnest(
        -- Where nobody has told the area, only the own comune is sure.
        area.ids || CASE WHEN k.id IS NOT NULL THEN ARRAY[k.id]
                         WHEN area.ids = '{}' AND o.comune_id IS NOT NULL THEN ARRAY[o.comune_id]
                         ELSE '{}' END
    )) AS ids
) served
WHERE s.published_at IS NOT NULL AND s.id = ANY(%(ids)s)
"""

# A protected place gives its comune and nothing else: neither its point nor its name.
SHOWS_PLACE = "p.id IS NOT NULL AND NOT p.is_protected"
HAS_POINT = f"({SHOWS_PLACE} AND p.latitude IS NOT NULL)"
REACHES_PEOPLE = "(p.id IS NULL OR s.access_modes && ARRAY['phone', 'online', 'home_visit']::varchar[])"

COLUMNS = (
    "is_live", "revision", "sort_name", "verified_at", "text", "category_slugs", "target_slugs",
    "access_modes", "language_codes", "min_age", "max_age", "is_free", "is_step_free", "comune_id",
    "listed_comuni", "served_comuni", "latitude", "longitude", "has_exact_point",
)  # fmt: skip

INDEX_SHEETS = f"""
INSERT INTO services_searchentry (service_id, {", ".join(COLUMNS)})
SELECT s.id,
    s.withdrawn_at IS NULL,
    %(revision)s,
    left({plain("s.title")}, 80),
    verified.at,
    {vector("s.title", "A")}
    || {vector("concat_ws(' ', array_to_string(s.keywords, ' '), categories.names)", "B")}
    || {
    vector(
        f"concat_ws(' ', s.summary, s.addressed_to, targets.names, o.name, k.name,"
        f" CASE WHEN {SHOWS_PLACE} THEN concat_ws(' ', p.name, p.locality) END)",
        "C",
    )
}
    || {vector("concat_ws(' ', s.description, s.how_to, s.obtained, s.more_info)", "D")},
    categories.slugs,
    targets.slugs,
    s.access_modes,
    spoken.codes,
    s.min_age,
    s.max_age,
    s.cost = 'free',
    {SHOWS_PLACE} AND p.step_free = 'yes',
    k.id,
    CASE WHEN {REACHES_PEOPLE} THEN served.ids ELSE ARRAY[k.id] END,
    served.ids,
    CASE WHEN {HAS_POINT} THEN p.latitude ELSE k.latitude END,
    CASE WHEN {HAS_POINT} THEN p.longitude ELSE k.longitude END,
    {HAS_POINT}
{SHEETS}
ON CONFLICT (service_id) DO UPDATE SET
    ({", ".join(COLUMNS)}) = ({", ".join(f"excluded.{column}" for column in COLUMNS)})
"""

# Only whole words that somebody could mistype: no figures, nothing shorter than four letters.
IS_A_WORD = "length(word) BETWEEN 4 AND 60 AND word !~ '[0-9]'"

SHEET_WORDS = f"""
INSERT INTO services_searchword (word)
SELECT DISTINCT word
FROM services_service s JOIN services_searchentry e ON e.service_id = s.id AND e.is_live,
    regexp_split_to_table({plain("concat_ws(' ', s.title, array_to_string(s.keywords, ' '), s.summary)")}, ' ')
    AS word
WHERE s.id = ANY(%(ids)s) AND {IS_A_WORD}
ON CONFLICT DO NOTHING
"""

SUGGEST_SHEETS = f"""
INSERT INTO services_suggestion (kind, rank, label, detail, normalized, slug, service_id)
SELECT 'service', 5, s.title, coalesce(k.name, ''), left({normalized("s.title")}, 200), s.slug, s.id
FROM services_service s JOIN services_searchentry e ON e.service_id = s.id AND e.is_live
LEFT JOIN networking_comune k ON k.id = e.comune_id
WHERE s.id = ANY(%(ids)s)
"""
