"""The ground in `/gestione/`."""

from . import clock, files, operations, people, programme, territory
from .reports import HandledFilter, ReportAdmin

__all__ = [
    "HandledFilter",
    "ReportAdmin",
    "clock",
    "files",
    "operations",
    "people",
    "programme",
    "territory",
]
