"""Publishing and withdrawing sheets: the only writers of the two dates, loading apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from datetime import datetime

    from .models.catalogue import ServiceQuerySet


def publish(services: ServiceQuerySet, *, now: datetime) -> int:
    """Let people see the sheets; a sheet published before keeps its first day. How many changed."""
    return services.exclude(pk__in=services.published()).update(
        published_at=Coalesce("published_at", now), withdrawn_at=None, updated_at=now
    )


def withdraw(services: ServiceQuerySet, *, now: datetime) -> int:
    """Take the sheets from every public page at once. How many changed."""
    return services.published().update(withdrawn_at=now, updated_at=now)
