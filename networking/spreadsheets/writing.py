"""Writing a table for a spreadsheet: no cell of ours ever computes anything."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .formulas import neutralised, would_compute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads accents wrong
WIDEST_COLUMN = 60
# Excel refuses longer titles, and these signs in them.
LONGEST_TITLE = 31
NOT_IN_TITLES = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file as Italian spreadsheets open it: UTF-8 with its mark, semicolons, decimal comma."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";")
    for row in (columns, *_drawn(rows)):
        writer.writerow([_as_csv(value) for value in row])
    return text.getvalue().encode()


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """A workbook of one sheet: bold headings that stay in sight, every text only text."""
    lines = [[_plain(value) for value in row] for row in rows]
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "NET WORKING", title
    sheet = book.create_sheet(title.translate(NOT_IN_TITLES)[:LONGEST_TITLE].strip() or _("Foglio"))
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths([columns, *lines]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, str(heading), font=Font(bold=True)) for heading in columns])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines) + 1}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _drawn(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    return ([_plain(value) for value in row] for row in rows)


def _plain(value: Any) -> Any:
    """What a spreadsheet knows: numbers, days and Italian clock time as they are, anything else as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, (int, float, Decimal, date)):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))


def _as_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (float, Decimal)):
        return str(value).replace(".", ",")
    # A number of ours computes nothing, even a negative one.
    return str(value) if isinstance(value, int) else neutralised(str(value))


def _cell(sheet: WriteOnlyWorksheet, value: Any, *, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # The library would take «=…» for a formula; the mark keeps Excel from doing so when it is edited.
        cell.data_type = "s"
        cell.quotePrefix = would_compute(value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell


def _widths(lines: Sequence[Sequence[Any]]) -> list[int]:
    """Wide enough for the longest line of text, within reason."""
    return [
        min(max(len(str("" if value is None else value)) for value in column) + 2, WIDEST_COLUMN)
        for column in zip(*lines, strict=True)
    ]
