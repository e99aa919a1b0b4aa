"""Long lists in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from services.cards import cards_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from services.models.catalogue import ServiceQuerySet

PER_PAGE = 20


def page_of(rows: QuerySet, request: HttpRequest) -> Page:
    """The page of `rows` that was asked for; the first for what is no number, the last beyond the end."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))


def listing(services: ServiceQuerySet, request: HttpRequest) -> dict[str, Any]:
    """What `services/listing.html` draws: a page of `services` from A to Z, as cards."""
    page = page_of(services.for_card().order_by("title", "id"), request)
    return {
        "page": page,
        "cards": cards_of(list(page.object_list), now=timezone.localtime()),
        "paging_url": "?",
    }
