"""Checking a sheet: the act, for providers' pages and for the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .models import Verification

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .models import Service

# After so long a sheet is to be checked again.
STALE_AFTER = timedelta(days=183)


def confirm_sheet(
    *, service: Service, by: User, on_behalf_of: str, now: datetime, method: str = ""
) -> Verification:
    """Write down that `by` has checked the whole sheet; people will read `on_behalf_of`, never the person."""
    return Verification.objects.create(
        service=service, verified_by=by, verified_at=now, verifier_name=on_behalf_of, method=method
    )
