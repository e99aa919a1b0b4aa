"""Which rows feed which indicator; what none feeds yet is in no list, and its definition says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    bodies,
    courses,
    network,
    participation,
    places,
    platform,
    quality,
    requests,
    school,
    volunteering,
)

if TYPE_CHECKING:
    from governance.indicators.facts import Source

SOURCES: dict[str, Source] = (
    bodies.SOURCES
    | courses.SOURCES
    | network.SOURCES
    | participation.SOURCES
    | places.SOURCES
    | platform.SOURCES
    | quality.SOURCES
    | requests.SOURCES
    | school.SOURCES
    | volunteering.SOURCES
)
