"""What an address is asked with, drawn from the rows of the stage."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

Rows = dict[str, Any]


def named(**rows: str) -> Callable[[Rows], dict[str, Any]]:
    """Arguments drawn from the stage: `uuid="service.uuid"` is the service's uuid."""

    def draw(stage: Rows) -> dict[str, Any]:
        found = {}
        for argument, path in rows.items():
            row, _dot, attribute = path.partition(".")
            found[argument] = attrgetter(attribute)(stage[row])
        return found

    return draw


def fixed(**values: Any) -> Callable[[Rows], dict[str, Any]]:
    """The same arguments whatever the stage."""
    return lambda _rows: values
