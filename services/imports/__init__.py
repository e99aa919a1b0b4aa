"""Organisations and services from a sheet: read whole, told row by row, written all or not at all."""

from .handing_in import ImportChangedError, confirm, keep, plan_of, read
from .looking import PROBLEMS_KEPT, Seen, look, seen_in, seen_of
from .organization_rows import TABLE as ORGANIZATIONS
from .planning import Outcome, Plan, plan_for, written
from .service_rows import TABLE as SERVICES
from .tables import Table

__all__ = [
    "ORGANIZATIONS",
    "PROBLEMS_KEPT",
    "SERVICES",
    "ImportChangedError",
    "Outcome",
    "Plan",
    "Seen",
    "Table",
    "confirm",
    "keep",
    "look",
    "plan_for",
    "plan_of",
    "read",
    "seen_in",
    "seen_of",
    "written",
]
