"""«This one and those that follow»: the turns of a series from one of them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volunteers.models import HelpRequest

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def following(request: HelpRequest, *, now: datetime) -> list[UUID]:
    """`request` and, where it is one of a series, those after it that are still to be held."""
    if request.series is None:
        return [request.pk]
    later = HelpRequest.objects.filter(
        series=request.series, starts_at__gt=max(now, request.starts_at), cancelled_at=None
    )
    return [request.pk, *later.order_by("starts_at", "pk").values_list("pk", flat=True)]
