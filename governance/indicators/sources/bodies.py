"""The association and the Cabina di Regia: members, assemblies, minutes, what was to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = {}
