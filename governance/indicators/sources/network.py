"""Organisations that work together, services that are looked after, and where people are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = {}
