"""Every message about activities: one module for each subject, all of them joined here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import booking, closures, dates, planning, registers, waiting

if TYPE_CHECKING:
    from networking.outbox.kinds import Kind

KINDS: tuple[Kind, ...] = (
    *booking.KINDS,
    *closures.KINDS,
    *dates.KINDS,
    *planning.KINDS,
    *registers.KINDS,
    *waiting.KINDS,
)
