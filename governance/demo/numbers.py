"""Fourteen months of numbers of the demonstration, counted from its own rows, and given to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from governance.indicators import gathering, loading, publishing
from governance.models import Publication
from governance.quality import checking

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def read(*, by: User, now: datetime) -> None:
    """Load the definitions, read whatever has ended, publish it."""
    loading.load_definitions()
    checking.check(now=now)
    gathering.gather(now=now)
    publishing.publish(list(Publication.objects.filter(published_at=None)), by=by, now=now)
