"""Closing one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .erasing.person import asked_by_oneself
from .erasing.person import close_account as erase_account

if TYPE_CHECKING:
    from datetime import datetime

    from .models import ErasureProof, User


def close_account(*, user: User, now: datetime) -> ErasureProof:
    """From now on nobody signs in as `user`: what no law asks us to keep is erased, and a mail says so."""
    return erase_account(user, asked=asked_by_oneself(now), now=now)
