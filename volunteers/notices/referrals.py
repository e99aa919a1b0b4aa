"""What is told of referrals: that nobody knows yet how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import outbox
from networking.outbox import Telling

from .referral_words import HOW_DID_IT_GO
from .turns import untold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from volunteers.models import Referral


def remind(rows: Collection[Referral], *, now: datetime) -> int:
    """Ask who made each of `rows` how it ended, once each. How many were new."""
    told = {
        f"{HOW_DID_IT_GO}:{row.pk}": Telling(
            row.made_by.person, key=f"{HOW_DID_IT_GO}:{row.pk}", about=row, concerns=row.person
        )
        for row in rows
    }
    new = untold(told)
    outbox.tell_all(HOW_DID_IT_GO, [told[key] for key in new], now=now)
    return len(new)
