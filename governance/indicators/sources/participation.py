"""Who takes part: the young, families with small children, the sexes, neighbours of other comuni."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = {}
