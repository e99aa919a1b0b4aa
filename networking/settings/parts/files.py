"""What people may hand in: how much, and who looks at it before we keep it."""

from .places import env

MEGABYTE = 2**20

# A sheet of organisations or services. A workbook is a ZIP: what it becomes when opened counts too.
SHEET_MAX_BYTES = env.int("SHEET_MAX_MEGABYTES", 5) * MEGABYTE
SHEET_MAX_OPENED_BYTES = 20 * MEGABYTE
# A cell is four tags, a text of its own four more.
SHEET_MAX_TAGS = 800_000
# As many as an import was measured with (ADR 0015); memory is guarded by the tags.
SHEET_MAX_ROWS = 5_000
SHEET_MAX_COLUMNS = 100

# The proxy lets 6 MB through.
UPLOAD_MAX_BYTES = {"document": 5 * MEGABYTE, "picture": 5 * MEGABYTE, "sheet": SHEET_MAX_BYTES}
UPLOAD_MAX_BYTES_PER_PERSON = env.int("UPLOAD_MAX_MEGABYTES_PER_PERSON", 50) * MEGABYTE
UPLOAD_MAX_BYTES_OF_STAFF = env.int("UPLOAD_MAX_MEGABYTES_OF_STAFF", 1024) * MEGABYTE
UPLOAD_MAX_BYTES_IN_ALL = env.int("UPLOAD_MAX_MEGABYTES_IN_ALL", 20 * 1024) * MEGABYTE
# Unpacked, a picture takes 3 or 4 bytes a point: this many, and as many as there are web threads.
UPLOAD_MAX_PIXELS = 25_000_000
# The longest side of a picture as we keep it.
UPLOAD_PICTURE_SIDE = 2_000

# ClamAV looks at every file, where the owner has one: unix:///run/clamav/clamd.ctl or tcp://clamav:3310.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", "")
CLAMD_TIMEOUT = 8

# With less than this left on their disk, the portal says «degradato» to whoever watches over it.
MEDIA_LEAST_FREE_BYTES = 200 * MEGABYTE
