"""What a sheet is once it has been read: rows of text, and what to mend."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """One cell: what it says, and why it cannot be taken as it is (empty when it can)."""

    text: str = ""
    objection: str = ""


@dataclass(frozen=True)
class Problem:
    """Something to mend, where it is: no row when it is the whole file, no column when it is the row."""

    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """A line with something in it: its number as the spreadsheet shows it, and a text for each column asked."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table that was handed in."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class FileRefusedError(Exception):
    """The file as a whole cannot be read; the message says why and what to do, in Italian."""
