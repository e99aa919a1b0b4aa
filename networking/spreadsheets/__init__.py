"""Tables that leave for a spreadsheet, and tables that staff hand in."""

from .reading import read_sheet
from .rows import Problem, Row, Sheet
from .writing import write_csv, write_xlsx

__all__ = ["Problem", "Row", "Sheet", "read_sheet", "write_csv", "write_xlsx"]
