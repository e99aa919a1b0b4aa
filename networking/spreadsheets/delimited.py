"""CSV files: lines of text, with semicolons or commas between the cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .formulas import is_formula, without_mark
from .rows import Cell, FileRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = (";", ",")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def rows_of_csv(content: bytes) -> Iterator[list[Cell]]:
    """The cells of each line, blank lines too. Raises FileRefusedError for what is not a CSV file in UTF-8."""
    text = check_csv(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in lines:
            yield [_cell(cell.strip(" \n")) for cell in cells]
    except csv.Error as error:
        raise FileRefusedError(
            _(
                "La riga {number} del file non si legge: forse c'è una virgoletta aperta e mai chiusa. "
                "Salva di nuovo il foglio come «CSV UTF-8» e riprova."
            ).format(number=lines.line_num)
        ) from error


def check_csv(content: bytes) -> str:
    if content.startswith(UTF_16_MARKS) or b"\0" in content:
        raise FileRefusedError(
            _("Il file non è un CSV di testo semplice. Nel foglio di calcolo scegli «Salva come: CSV UTF-8».")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # To guess (Windows-1252? Mac?) would now and then write «CittÃ » in the catalogue without a word.
        raise FileRefusedError(
            _(
                "Le lettere accentate non si leggono (riga {line} del file): il file non è in UTF-8. "
                "Nel foglio di calcolo scegli «Salva come: CSV UTF-8», oppure salva in formato .xlsx."
            ).format(line=content.count(b"\n", 0, error.start) + 1)
        ) from error


def _delimiter(text: str) -> str:
    """What stands most often in the first line, outside quotes; the semicolon in doubt."""
    header = "".join(text.partition("\n")[0].split('"')[::2])
    return max(DELIMITERS, key=header.count)


def _cell(text: str) -> Cell:
    if is_formula(text):
        return Cell(text, _("Qui c'è una formula: scrivi il valore al suo posto."))
    return Cell(without_mark(text))
