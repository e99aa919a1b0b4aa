"""What people may hand in: how much, and who looks at it before we keep it."""

from .places import env

MEGABYTE = 2**20

# A sheet of organisations or services. A workbook is a ZIP: what it becomes when opened counts too.
SHEET_MAX_BYTES = env.int("SHEET_MAX_MEGABYTES", 5) * MEGABYTE
SHEET_MAX_OPENED_BYTES = 40 * MEGABYTE
SHEET_MAX_ROWS = 5_000
SHEET_MAX_COLUMNS = 100
