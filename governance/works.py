"""What governance does by itself, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networking.schedules import Work

WORKS: tuple[Work, ...] = ()
