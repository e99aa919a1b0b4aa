"""Organisations and services as a sheet: the same columns that can be handed in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.spreadsheets import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .imports import Table

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_of(table: Table, rows: Iterable[Any], *, extension: str) -> tuple[bytes, str]:
    """The bytes of a «csv» or «xlsx» file with `rows`, and its type. No rows: a form to fill in."""
    columns = list(table.headings.values())
    cells = [list(table.texts_of(row).values()) for row in rows]
    if extension == "csv":
        return write_csv(columns, cells), CSV
    return write_xlsx(columns, cells, title=str(table.title)), XLSX
