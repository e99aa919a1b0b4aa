"""The one place that counts: from rows to frozen evidence, from evidence to every cell, each in one statement.

Rows stay in the database from the first to the last, so the memory of who asks is the same for ten and for a million.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

from governance.models import Calculation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

# The tables that are counted: what each divides by. Where a dimension is not the indicator's own, its tables fall away.
TABLES: tuple[tuple[str, ...], ...] = (
    (),
    ("zone",),
    ("zone", "comune"),
    ("sex",),
    ("age",),
    ("group",),
    ("zone", "sex"),
    ("zone", "age"),
    ("zone", "group"),
)
COLUMNS = {"zone": "zone_id", "comune": "comune_id", "sex": "sex", "age": "age_band", "group": '"group"'}
COUNTED_ONCE = (Calculation.DISTINCT, Calculation.PARITY, Calculation.GAP)

# Where each person lived and when: only of those who moved, of the others their sheet tells. What came before the first
# line of the history was as that line says.
PLACED = """
WITH facts AS ({facts}),
changes AS (
  SELECT e.pgh_obj_id AS person, e.comune_id, e.zone_id, e.pgh_created_at AS since,
         lag(e.comune_id) OVER one AS before, row_number() OVER one AS nth
    FROM networking_personevent e WINDOW one AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_created_at, e.pgh_id)
),
lived AS (
  SELECT c.person, c.comune_id, c.zone_id,
         CASE WHEN c.nth = 1 THEN '-infinity' ELSE c.since END AS since,
         lead(c.since, 1, 'infinity') OVER (PARTITION BY c.person ORDER BY c.nth) AS until,
         count(*) OVER (PARTITION BY c.person) AS homes
    FROM changes c WHERE c.nth = 1 OR c.comune_id IS DISTINCT FROM c.before
),
placed AS (
  SELECT f.its_row AS "row", f.its_person AS person, f.its_subject AS subject, f.its_at AS at, f.its_group AS "group",
         f.its_numerator AS numerator, f.its_denominator AS denominator, COALESCE(p.sex, '') AS sex,
         CASE WHEN f.its_comune IS NOT NULL THEN f.its_comune WHEN l.person IS NOT NULL THEN l.comune_id
              ELSE p.comune_id END AS comune_id,
         CASE WHEN f.its_comune IS NOT NULL THEN NULL WHEN l.person IS NOT NULL THEN l.zone_id
              ELSE p.zone_id END AS followed_by,
         date_part('year', age((f.its_at AT TIME ZONE 'Europe/Rome')::date, p.birth_date)) AS years
    FROM facts f
    LEFT JOIN networking_person p ON p.id = f.its_person
    LEFT JOIN lived l ON l.person = f.its_person AND l.homes > 1 AND f.its_at >= l.since
                   AND f.its_at < l.until
),
told AS (
  SELECT s."row", s.person, s.subject, s.at, left(COALESCE(s."group", ''), 80) AS "group", s.numerator, s.denominator,
         s.sex, s.comune_id, COALESCE(c.zone_id, s.followed_by) AS zone_id,
         CASE WHEN s.years IS NULL THEN '' WHEN s.years < 6 THEN '0-5' WHEN s.years < 11 THEN '6-10'
              WHEN s.years < 14 THEN '11-13' WHEN s.years < 18 THEN '14-17' WHEN s.years < 30 THEN '18-29'
              WHEN s.years < 65 THEN '30-64' WHEN s.years < 75 THEN '65-74' ELSE '75+' END AS age_band
    FROM placed s LEFT JOIN networking_comune c ON c.id = s.comune_id
)
INSERT INTO governance_evidence (reading_id, "row", person_id, subject, at, zone_id, comune_id, sex, age_band, "group",
                                 numerator, denominator, times)
"""
EACH_ROW = """
SELECT %s, t."row", t.person, t.subject, t.at, t.zone_id, t.comune_id, t.sex, t.age_band, t."group",
       t.numerator, t.denominator, 1
  FROM told t
"""
EACH_SUBJECT = """
SELECT %s, min(t."row"), t.person, t.subject, min(t.at), t.zone_id, t.comune_id, t.sex, t.age_band, t."group",
       max(t.numerator), max(t.denominator), count(*)
  FROM told t
 GROUP BY t.subject, t.person, t.zone_id, t.comune_id, t.sex, t.age_band, t."group"
"""
# Sums of pieces of digests do not ask for an order, and so for no memory.
FINGERPRINT = """
SELECT count(*), COALESCE(sum(('x' || substr(md5(concat_ws('|', e."row", e.subject, extract(epoch FROM e.at), e.zone_id,
       e.comune_id, e.sex, e.age_band, e."group", e.numerator, e.denominator, e.times)), 1, 15))::bit(60)::bigint), 0)
  FROM governance_evidence e WHERE e.reading_id = %s
"""
# What is still open (a zero below the line) lasts longer than whatever has ended.
MIDDLE = (
    "percentile_cont(0.5) WITHIN GROUP"
    " (ORDER BY CASE WHEN e.denominator = 0 THEN 'infinity' ELSE e.numerator::float8 END)"
)
WORTH = {
    Calculation.COUNT: ("sum(e.numerator)", "NULL::numeric"),
    Calculation.SUM: ("sum(e.numerator)", "NULL::numeric"),
    Calculation.DISTINCT: ("count(DISTINCT e.subject) FILTER (WHERE e.numerator > 0)", "NULL::numeric"),
    Calculation.GAP: ("count(DISTINCT e.subject) FILTER (WHERE e.numerator > 0)", "NULL::numeric"),
    Calculation.RATIO: ("sum(e.numerator)", "sum(e.denominator)"),
    Calculation.MEDIAN: (MIDDLE, "count(*)"),
    Calculation.PARITY: (
        "count(DISTINCT e.subject) FILTER (WHERE e.sex = 'f')",
        "count(DISTINCT e.subject) FILTER (WHERE e.sex = 'm')",
    ),
}
CELLS = """
SELECT {mask}, {columns}, {above}, {below}, count(DISTINCT e.person_id)
  FROM governance_evidence e WHERE e.reading_id = %s
 GROUP BY GROUPING SETS ({sets})
 ORDER BY 1, 2, 3, 4, 5, 6
"""
WITHOUT_SOURCE = """
SELECT count(*) FROM governance_evidence e
 WHERE e.reading_id = %s AND NOT EXISTS (SELECT 1 FROM "{table}" s WHERE s."{key}"::text = e."row")
"""


@dataclass(frozen=True)
class Counted:
    """A cell as the database counted it."""

    by: str
    zone: int | None
    comune: int | None
    sex: str
    age_band: str
    group: str
    numerator: Decimal | None
    denominator: Decimal | None
    people: int


def freeze(reading: UUID, rows: QuerySet[Any], calculation: str) -> None:
    """Keep `rows` (made by `facts`) as the evidence of a reading, each where and as old as it was that day."""
    facts, parameters = rows.query.sql_with_params()
    kept = EACH_SUBJECT if calculation in COUNTED_ONCE else EACH_ROW
    with connection.cursor() as cursor:
        # The id comes after the rows' own parameters: so it stands in the text.
        cursor.execute(PLACED.format(facts=facts) + kept, [*parameters, reading])


def fingerprint(reading: UUID) -> tuple[int, str]:
    """How many rows of evidence a reading has, and a digest of them that does not depend on their order."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT, [reading])
        number, total = cursor.fetchone()
    return number, hashlib.sha256(f"{number}:{total}".encode()).hexdigest()


def rows_without_source(reading: UUID, table: str, key: str) -> int:
    """How many rows of evidence are of something that `table` has no more."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_SOURCE.format(table=table, key=key), [reading])
        return int(cursor.fetchone()[0])


def cells(reading: UUID, calculation: str, dimensions: Sequence[str]) -> Iterator[Counted]:
    """Every cell of the tables over `dimensions`, the whole first."""
    tables = tables_over(calculation, dimensions)
    used = [name for name in COLUMNS if any(name in table for table in tables)]
    above, below = WORTH[Calculation(calculation)]
    named = {_mask(table, used): " ".join(table) for table in tables}
    asked = CELLS.format(
        mask=f"GROUPING({', '.join(_column(name) for name in used)})" if used else "0",
        columns=", ".join(_column(name) if name in used else "NULL" for name in COLUMNS),
        above=above,
        below=below,
        sets=", ".join(f"({', '.join(_column(name) for name in table)})" for table in tables),
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [reading])
        for mask, zone, comune, sex, age_band, group, numerator, denominator, people in cursor:
            yield Counted(
                named[mask],
                zone,
                comune,
                sex or "",
                age_band or "",
                group or "",
                _decimal(numerator),
                _decimal(denominator),
                people,
            )


def tables_over(calculation: str, dimensions: Sequence[str]) -> list[tuple[str, ...]]:
    """The tables an indicator is counted in. Where the sexes are compared they divide nothing more."""
    divided = set(dimensions) - ({"sex"} if calculation == Calculation.PARITY else set())
    return [table for table in TABLES if divided.issuperset(table)]


def _column(name: str) -> str:
    return f"e.{COLUMNS[name]}"


def _mask(table: tuple[str, ...], used: Sequence[str]) -> int:
    """What GROUPING() answers for a table: one bit for each column that it does not divide by."""
    return sum(1 << place for place, name in enumerate(reversed(used)) if name not in table)


def _decimal(number: object) -> Decimal | None:
    return None if number is None else Decimal(str(number))
