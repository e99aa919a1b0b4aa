"""Letting people read about venues and activities, and taking them off the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laboratories.models import Booking

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from laboratories.models import Activity, Venue

LOOKING = "se qualcuno ha prenotato"


def show(rows: QuerySet[Activity] | QuerySet[Venue], *, now: datetime) -> int:
    """Let people see those that are still drafts. How many they were."""
    return rows.filter(published_at=None).update(published_at=now)


def hide_venues(venues: QuerySet[Venue]) -> int:
    """Take their pages away; what is held there keeps its own. How many they were."""
    return venues.filter(published_at__isnull=False).update(published_at=None)


def hide_activities(activities: QuerySet[Activity]) -> tuple[int, int]:
    """Take them off every page. How many they were, and how many stay because somebody has or wants a place."""
    shown = activities.filter(published_at__isnull=False)
    live = Booking.objects.for_everyone(reason=LOOKING).live()
    booked = shown.filter(pk__in=live.values("pool__cycle__activity"))
    kept = booked.count()
    return shown.exclude(pk__in=booked.values("pk")).update(published_at=None), kept
