"""Reading a sheet that somebody hands in: its kind, its header, its rows; nothing is believed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking import antivirus

from .delimited import rows_of_csv
from .rows import Cell, FileRefusedError, Problem, Row, Sheet
from .workbook import ZIP, rows_of_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.core.files import File

# Old .xls files, and new ones behind a password.
OLE = b"\xd0\xcf\x11\xe0"
NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"<?xml", b"<html", b"<!DOCTYPE", b"{\\rtf", b"GIF8")
# Line ends and tabs may stand in a text; the rest no keyboard writes, and PostgreSQL refuses the first.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_sheet(upload: File, *, required: Sequence[str], optional: Sequence[str] = ()) -> Sheet:
    """The rows of a CSV or XLSX file with these columns, or what to mend in it.

    Columns are matched by their heading, in any order, capital letters apart. Every value is text,
    without spaces around. A problem in a cell leaves the row out: `sheet.problems` names it.
    """
    try:
        lines = _lines(upload)
        header = [cell.text for cell in next(lines, [])]
        if problems := _problems_of_header(header, required=required, optional=optional):
            return Sheet(problems=problems)
        columns = _columns(header, [*required, *optional])
        return _read_rows(lines, columns)
    except FileRefusedError as refused:
        return Sheet(problems=[Problem(None, "", str(refused))])


def _lines(upload: File) -> Iterator[list[Cell]]:
    """The cells of each line, read as what the file is: name and content must agree."""
    if upload.size > settings.SHEET_MAX_BYTES:
        megabytes = settings.SHEET_MAX_BYTES // 2**20
        raise FileRefusedError(_("Il file supera {size} MB: dividilo in più file.").format(size=megabytes))
    upload.seek(0)
    content = upload.read()
    extension = str(upload.name).rpartition(".")[2].lower()
    if not content.strip():
        raise FileRefusedError(_("Il file è vuoto."))
    if objection := antivirus.objection_to(content):
        raise FileRefusedError(objection)
    if content.startswith(OLE):
        raise FileRefusedError(
            _("Il foglio è protetto da una password o in un vecchio formato. Salvalo in formato .xlsx.")
        )
    if extension == "xlsx" and content.startswith(ZIP):
        return rows_of_xlsx(content)
    if extension == "csv" and not content.startswith((ZIP, *NO_TABLES)):
        return rows_of_csv(content)
    raise FileRefusedError(
        _("Il file non è un foglio CSV o .xlsx, o il suo nome non dice il vero. Salvalo di nuovo e riprova.")
    )


def _problems_of_header(
    header: list[str], *, required: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    """What is missing, what is there twice, what nobody asked for: a misspelt column must not be lost."""
    found = [_key(heading) for heading in header if heading]
    known = {_key(column) for column in [*required, *optional]}
    missing = [column for column in required if _key(column) not in found]
    twice = sorted({heading for heading in header if found.count(_key(heading)) > 1})
    unknown = [heading for heading in header if heading and _key(heading) not in known]
    return [
        *(Problem(1, column, _("Manca la colonna «{column}».").format(column=column)) for column in missing),
        *(
            Problem(1, column, _("La colonna «{column}» c'è due volte.").format(column=column))
            for column in twice
        ),
        *(
            Problem(1, column, _("La colonna «{column}» non è fra quelle previste.").format(column=column))
            for column in unknown
        ),
    ]


def _key(heading: str) -> str:
    return " ".join(heading.replace("_", " ").split()).casefold()


def _columns(header: list[str], names: Sequence[str]) -> list[str]:
    """For each column of the file the name it was asked by; nothing where the heading is blank."""
    by_key = {_key(name): name for name in names}
    return [by_key.get(_key(heading), "") for heading in header]


def _read_rows(lines: Iterator[list[Cell]], columns: list[str]) -> Sheet:
    sheet = Sheet()
    for number, cells in enumerate(islice(lines, settings.SHEET_MAX_ROWS), start=2):
        if not any(cell.text or cell.objection for cell in cells):
            continue
        problems = list(_problems_of_row(number, cells, columns))
        sheet.problems.extend(problems)
        if not problems:
            padded = [*(cell.text for cell in cells), *[""] * (len(columns) - len(cells))]
            # Beyond the headed columns there is nothing: a problem said so otherwise.
            values = {name: text for name, text in zip(columns, padded, strict=False) if name}
            sheet.rows.append(Row(number, values))
    if next(lines, None) is not None:
        raise FileRefusedError(
            ngettext(
                "Il foglio ha più di {count} riga: dividilo in più file.",
                "Il foglio ha più di {count} righe: dividilo in più file.",
                settings.SHEET_MAX_ROWS,
            ).format(count=settings.SHEET_MAX_ROWS)
        )
    if not sheet.rows and not sheet.problems:
        raise FileRefusedError(_("Sotto le intestazioni non c'è nessuna riga."))
    return sheet


def _problems_of_row(number: int, cells: list[Cell], columns: list[str]) -> Iterator[Problem]:
    for position, cell in enumerate(cells):
        column = columns[position] if position < len(columns) else ""
        if cell.objection:
            yield Problem(number, column, cell.objection)
        elif CONTROL.search(cell.text):
            yield Problem(
                number, column, _("Qui c'è un carattere che non si può scrivere: riscrivi la cella.")
            )
        elif cell.text and not column:
            yield Problem(
                number,
                "",
                _("«{text}» sta in una colonna senza intestazione.").format(text=cell.text[:40]),
            )
