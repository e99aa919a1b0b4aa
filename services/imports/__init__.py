"""Organisations and services from a sheet: read whole, told row by row, written all or not at all."""

from .handing_in import ImportChangedError, confirm, keep, plan_of, read
from .organization_rows import TABLE as ORGANIZATIONS
from .planning import Outcome, Plan, plan_for
from .service_rows import TABLE as SERVICES
from .tables import Table

__all__ = [
    "ORGANIZATIONS",
    "SERVICES",
    "ImportChangedError",
    "Outcome",
    "Plan",
    "Table",
    "confirm",
    "keep",
    "plan_for",
    "plan_of",
    "read",
]
