"""The addresses of activities and spaces that search engines should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from laboratories.models import Activity, Venue

if TYPE_CHECKING:
    from django.db.models import QuerySet


class CalendarMap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return ["calendar", "school_support", "training", "venue_list"]

    def location(self, item: str) -> str:
        return reverse(f"laboratories:{item}")


class ActivityMap(Sitemap):
    """The published activities, and no other."""

    limit = 10_000

    def items(self) -> QuerySet[Activity]:
        return Activity.objects.published().only("slug").order_by("pk")


class VenueMap(Sitemap):
    """The spaces that have a page."""

    limit = 10_000

    def items(self) -> QuerySet[Venue]:
        return Venue.objects.with_page().order_by("pk")
