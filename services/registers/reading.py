"""A register's file as rows: its own headings and those of files made of it, whatever else it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking.spreadsheets import FileRefusedError, Problem, Row
from networking.spreadsheets.delimited import rows_of_csv
from networking.spreadsheets.workbook import ZIP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# The Ministry's register of the whole nation is thirteen megabytes.
LONGEST_FILE = 60 * 2**20
# What registers write where they know nothing.
NOTHING = {"non disponibile", "non presente", "n.d.", "nd", "null", "-"}


@dataclass(frozen=True)
class Columns:
    """For each of our names the headings it may have, and which ones a file must have."""

    headings: Mapping[str, Sequence[str]]
    required: Sequence[str]


def read_rows(path: Path, columns: Columns) -> Iterator[Row | Problem]:
    """The rows of the file by our names; a Problem in place of one that cannot be read."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise FileRefusedError(_("Il file è troppo grande per essere un’anagrafe."))
        content = path.read_bytes()
        if content.startswith(ZIP):
            raise FileRefusedError(_("Il file è uno ZIP: aprilo e usa il CSV che contiene."))
        lines = rows_of_csv(content)
        positions = _positions([cell.text for cell in next(lines, [])], columns)
        yield from _rows(lines, positions)
    except OSError as problem:
        yield Problem(None, "", _("Il file non si apre: {why}.").format(why=problem.strerror))
    except FileRefusedError as refused:
        yield Problem(None, "", str(refused))


def _positions(header: list[str], columns: Columns) -> dict[str, int]:
    """Where each of our names is in the file. Raises FileRefusedError for a heading missing or there twice."""
    plain = [_plain(heading) for heading in header]
    found = {}
    for name, headings in columns.headings.items():
        places = [place for place, heading in enumerate(plain) if heading in map(_plain, headings)]
        if not places and name in columns.required:
            raise FileRefusedError(_("Manca la colonna «{column}».").format(column=headings[0]))
        if len(places) > 1:
            raise FileRefusedError(_("La colonna «{column}» c’è due volte.").format(column=header[places[0]]))
        if places:
            found[name] = places[0]
    return found


def _plain(heading: str) -> str:
    return heading.replace("_", "").replace("-", "").replace(" ", "").casefold()


def _rows(lines: Iterator, positions: Mapping[str, int]) -> Iterator[Row | Problem]:
    for number, cells in enumerate(lines, start=2):
        if not any(cell.text for cell in cells):
            continue
        if len(cells) <= max(positions.values()):
            yield Problem(number, "", _("La riga ha meno colonne delle intestazioni."))
            continue
        yield Row(number, {name: _value(cells[place].text) for name, place in positions.items()})


def _value(text: str) -> str:
    """The text on one line, and nothing where the register writes that it knows nothing."""
    words = " ".join(text.replace("\0", "").split())
    return "" if words.casefold() in NOTHING else words
