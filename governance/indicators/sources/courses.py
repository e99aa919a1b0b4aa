"""Training and laboratories: what was held, and how full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = {}
