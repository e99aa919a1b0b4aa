"""The certificates of the courses of the demonstration that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from ..models import Activity, Cycle
from ..registers import certifying

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def give(*, by: User, now: datetime) -> None:
    """One to whoever came enough, where every register is closed."""
    over = Cycle.objects.filter(
        activity__kind=Activity.Kind.TRAINING, last_day__lt=timezone.localdate(now), called_off_at=None
    )
    for cycle in over.order_by("last_day", "pk"):
        if not certifying.why_not_yet(cycle):
            certifying.issue(cycle, by=by, now=now)
