"""An indicator of which everybody reads the page: what the matrix asks for."""

from __future__ import annotations

from typing import Any

from networking.models import Goal
from tests.measuring import definition

ARGUMENTS = {
    "governance:indicators_data": lambda _stage: {"extension": "json"},
    "governance:indicator": lambda stage: {"code": stage["indicator"].code.lower()},
    "governance:comune_numbers": lambda _stage: {"slug": "norcia"},
    "governance:indicator_data": lambda stage: {
        "code": stage["indicator"].code.lower(),
        "extension": "json",
    },
}


def rows() -> dict[str, Any]:
    """Rows by name."""
    return {"indicator": definition("NW-90", goal=Goal.objects.first())}
