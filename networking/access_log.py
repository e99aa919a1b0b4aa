"""Writing down who read what, and checking that nobody has touched what was written.

Source: Garante per la protezione dei dati personali, 27 November 2008 (complete, unalterable, verifiable; kept at
least six months). Reading a record with sensitive data is an event of its own (ASVS 16.3.2).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from .models import AccessRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import Model

    from .models import User

READING_THE_LOG = "verifica della catena delle letture"
INSERT = """
INSERT INTO networking_accessrecord
    (reader, reader_name, reader_roles, deed, subject_label, subject_id, rows, page)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    *,
    reader: User | None,
    deed: AccessRecord.Deed,
    subject: Model | type[Model],
    rows: int = 1,
    page: str = "",
) -> None:
    """Write that `reader` (None: the portal itself) read a row, or `rows` rows of a table.

    `page` is the address asked for, without its query. Day, number, moment and digests are the database's.
    """
    roles = ", ".join(str(role) for role in reader.held_roles) if reader else ""
    values = [
        reader.pk if reader else None,
        str(reader)[:254] if reader else "",
        roles[:300],
        deed,
        subject._meta.label,
        "" if isinstance(subject, type) else str(subject.pk),
        rows,
        page[:200],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    day: date
    number: int
    why: str


def chained_text(parts: Iterable[str]) -> bytes:
    """The parts as one text that nothing else gives: each with its length before it."""
    return "".join(f"{len(part)}:{part}" for part in parts).encode()


def moment_text(at: datetime) -> str:
    """Microseconds since 1970, as the trigger writes them."""
    return str(round(at.timestamp() * 1_000_000))


def expected_hash(row: AccessRecord) -> bytes:
    """The digest that the trigger must have written for `row` (SHA-256 over what precedes and what it says)."""
    parts = [
        bytes(row.previous_hash).hex(),
        row.day.isoformat(),
        str(row.number),
        moment_text(row.at),
        str(row.reader or ""),
        bytes(row.reader_digest).hex(),
        row.reader_roles,
        row.deed,
        row.subject_label,
        row.subject_id,
        str(row.rows),
        row.page,
    ]
    return hashlib.sha256(chained_text(parts)).digest()


def reader_digest(row: AccessRecord) -> bytes:
    """The digest of the reader's name under the row's salt."""
    return hashlib.sha256(bytes(row.reader_salt or b"") + row.reader_name.encode()).digest()


def breaks() -> list[Break]:
    """Every place where a row was changed, removed or inserted; empty when the log is whole.

    The first row that is left has nothing before it to compare with: older days are deleted when their time is over.
    """
    found = []
    before: AccessRecord | None = None
    rows = AccessRecord.objects.for_everyone(reason=READING_THE_LOG).order_by("day", "number")
    for row in rows.iterator(chunk_size=2000):
        found += [Break(row.day, row.number, why) for why in _wrong(row, before)]
        before = row
    return found


def _wrong(row: AccessRecord, before: AccessRecord | None) -> list[str]:
    wrong = []
    if bytes(row.row_hash) != expected_hash(row):
        wrong.append("riga cambiata")
    if row.reader_salt is not None and bytes(row.reader_digest) != reader_digest(row):
        wrong.append("nome cambiato")
    if before is None:
        return wrong
    if bytes(row.previous_hash) != bytes(before.row_hash):
        wrong.append("manca la riga prima, o non è quella")
    is_next = row.number == before.number + 1 if row.day == before.day else row.number == 1
    if not is_next:
        wrong.append("numero saltato")
    return wrong
