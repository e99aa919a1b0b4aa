"""Organisations and services as a sheet: the same columns that can be handed in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking.spreadsheets import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .imports import Table

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


TOLD_EVERY = 100


def sheet_of(
    table: Table, rows: Iterable[Any], *, extension: str, told: Callable[[int], None] | None = None
) -> tuple[bytes, str]:
    """The bytes of a «csv» or «xlsx» file with `rows`, and its type. No rows: a form to fill in.

    `told` hears now and then how many rows are ready.
    """
    columns = list(table.headings.values())
    cells = []
    for done, row in enumerate(rows):
        if told and done % TOLD_EVERY == 0:
            told(done)
        cells.append(list(table.texts_of(row).values()))
    if told:
        told(len(cells))
    if extension == "csv":
        return write_csv(columns, cells), CSV
    return write_xlsx(columns, cells, title=str(table.title)), XLSX
