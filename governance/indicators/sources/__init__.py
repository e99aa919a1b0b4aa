"""Which rows feed which indicator; what none feeds yet is in no list, and its definition says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import volunteering

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = volunteering.SOURCES
