"""Workbooks (.xlsx): a ZIP of XML files, opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.conf import settings
from django.utils.translation import gettext as _

from .rows import Cell, FileRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP = b"PK\x03\x04"
MAX_PARTS = 1_000
PIECE = 256 * 1024
TYPES_PART = "[Content_Types].xml"
WORKBOOK_PART = "xl/workbook.xml"
WORKBOOK_TYPE = b"spreadsheetml.sheet.main+xml"

# In as many ways a file can be no ZIP, or one that was cut or scribbled on.
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ParseError, OSError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


def rows_of_xlsx(content: bytes) -> Iterator[list[Cell]]:
    """The cells of each line of the first sheet. Raises FileRefusedError for what is not a plain workbook."""
    check_workbook(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # One row and one column more than we take: whoever counts them sees that there are too many.
        limits = {"max_row": settings.SHEET_MAX_ROWS + 2, "max_col": settings.SHEET_MAX_COLUMNS + 1}
        for cells in sheet.iter_rows(**limits):
            yield [_cell(cell) for cell in cells]
    except FileRefusedError:
        raise
    # The library stumbles in as many ways as a file can be broken.
    except Exception as error:
        raise FileRefusedError(_broken()) from error


def check_workbook(content: bytes) -> None:
    """Refuse, before it is opened, what is too big, no workbook, or has XML with declarations of its own."""
    if not content.startswith(ZIP):
        # Something else may stand before a ZIP, and be what another program reads.
        raise FileRefusedError(_not_a_sheet())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            if WORKBOOK_PART not in archive.namelist() or WORKBOOK_TYPE not in archive.read(TYPES_PART):
                raise FileRefusedError(_not_a_sheet())
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive, part)
    except FileRefusedError:
        raise
    except BROKEN as error:
        raise FileRefusedError(_broken()) from error


def _check_size(archive: zipfile.ZipFile) -> None:
    """Bytes once unpacked, and elements: forty kilobytes of tags would become a gigabyte in memory."""
    parts = archive.infolist()
    # zipfile never unpacks more of a part than it declares: the declared sum is a limit.
    is_large = (
        len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > settings.SHEET_MAX_OPENED_BYTES
    )
    if is_large or sum(_tags_in(archive, part) for part in parts) > settings.SHEET_MAX_TAGS:
        raise FileRefusedError(_("Una volta aperto, il foglio è troppo grande: dividilo in più file."))


def _tags_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    with archive.open(part) as opened:
        return sum(piece.count(b"<") for piece in iter(lambda: opened.read(PIECE), b""))


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Entities are declared before the first element, so that is as far as one must read."""
    try:
        with archive.open(part) as opened:
            next(iter(iterparse(opened, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as error:
        raise FileRefusedError(
            _(
                "Il foglio contiene dichiarazioni XML che non accettiamo. Salvalo di nuovo da un foglio di calcolo."
            )
        ) from error


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Cell("", _("Qui c'è una formula: incolla il valore al suo posto."))
    if cell.data_type == "e":
        return Cell("", _("Qui c'è un errore del foglio di calcolo: scrivi il valore giusto."))
    return Cell(_as_text(cell.value))


def _as_text(value: Any) -> str:
    """What a person would have typed: «5», «12,5», «2026-11-25», «09:00», «sì»."""
    match value:
        case None:
            text = ""
        case bool():
            text = _("sì") if value else _("no")
        case float():
            text = str(int(value)) if value.is_integer() else str(value).replace(".", ",")
        case datetime():
            is_day = value.time() == time()
            text = value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
        case time():
            text = value.isoformat(timespec="minutes")
        case _:
            text = str(value).strip(" \n")
    return text


def _broken() -> str:
    return _("Il foglio è rovinato e non si apre. Salvalo di nuovo in formato .xlsx e riprova.")


def _not_a_sheet() -> str:
    return _("Questo non è un foglio di calcolo .xlsx senza macro. Salvalo in formato .xlsx e riprova.")
