"""Writing down what happened, for the floors above to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .models import Fact

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


def record(kind: str, about: Model, *, now: datetime, **data: Any) -> Fact:
    """Write, in the caller's transaction, that `kind` («laboratories.session_moved») happened to `about` at `now`.

    `data` is what the row itself no longer tells (plain values); never names of people.
    """
    return Fact.objects.create(kind=kind, about=str(about.pk), happened_at=now, data=data)
