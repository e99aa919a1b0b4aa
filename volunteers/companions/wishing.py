"""What became of a request for company, which its form wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volunteers.models import CompanionshipWish

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def answer(wish: CompanionshipWish, *, state: str, by: User, now: datetime) -> bool:
    """Write that `wish` was heard, or is not needed any more; anything else changes nothing, and is False."""
    if state not in {CompanionshipWish.State.CALLED, CompanionshipWish.State.CLOSED}:
        return False
    wish.state, wish.answered_at, wish.answered_by = state, now, by
    wish.save(update_fields=["state", "answered_at", "answered_by"])
    return True
