"""The addresses that search engines should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from networking.models import Comune, Zone
from services.models import Category, LifeSituation, Organization, Service

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

PAGES = [
    "networking:home",
    "networking:comune_list",
    "networking:programme",
    "services:search",
    "services:map",
    "services:category_list",
    "services:organization_list",
]


class PageMap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class RowMap(Sitemap):
    """A page for each row of a table."""

    limit = 10_000

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows.order_by("pk")

    def location(self, item: Model) -> str:
        return item.get_absolute_url()  # type: ignore[attr-defined]


class ServiceMap(Sitemap):
    """The published sheets, and no other."""

    limit = 10_000

    def items(self) -> QuerySet[Service]:
        return Service.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Service) -> datetime:
        return item.updated_at


SECTIONS = {
    "pagine": PageMap,
    "comuni": RowMap(Comune.objects.all()),
    "zone": RowMap(Zone.objects.all()),
    "categorie": RowMap(Category.objects.all()),
    "situazioni": RowMap(LifeSituation.objects.all()),
    "enti": RowMap(Organization.objects.all()),
    "servizi": ServiceMap,
}


def _sections() -> dict[str, Any]:
    """Ours, and those that the floors above name in the settings."""
    return SECTIONS | {name: import_string(path) for name, path in settings.SITEMAP_SECTIONS.items()}


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of the maps."""
    return views.index(request, _sections(), sitemap_url_name="services:sitemap_section")


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One map; 404 for a name that is none."""
    return views.sitemap(request, _sections(), section=section)
