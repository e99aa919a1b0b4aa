"""Tables that leave for a spreadsheet, and tables that staff hand in."""

from .delimited import check_csv
from .reading import read_sheet
from .rows import FileRefusedError, Problem, Row, Sheet
from .workbook import check_workbook
from .writing import write_csv, write_xlsx

__all__ = [
    "FileRefusedError",
    "Problem",
    "Row",
    "Sheet",
    "check_csv",
    "check_workbook",
    "read_sheet",
    "write_csv",
    "write_xlsx",
]
