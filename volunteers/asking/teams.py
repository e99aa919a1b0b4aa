"""Turns for which, two days before, fewer people come than they need: who coordinates is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from volunteers.models import HelpRequest
from volunteers.notices import moves

if TYPE_CHECKING:
    from datetime import datetime

    from volunteers.models.help_requests import HelpRequestQuerySet

TWO_DAYS = timedelta(hours=48)


def too_few(rows: HelpRequestQuerySet, *, now: datetime) -> HelpRequestQuerySet:
    """Those of `rows` that begin within two days and would not be held with who comes so far."""
    soon = rows.filter(
        starts_at__gt=now, starts_at__lte=now + TWO_DAYS, cancelled_at=None, companionship=None
    )
    return soon.filter(taken__lt=F("minimum_team")).exclude(published_at=None)


@transaction.atomic
def tell_too_few(*, now: datetime) -> int:
    """Tell who coordinates of each of them, once for each day and hour it is at. How many were new."""
    rows = too_few(HelpRequest.objects.all(), now=now).select_related("comune").order_by("pk")
    return moves.tell_too_few(list(rows), now=now)
