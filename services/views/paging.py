"""Long lists in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

PER_PAGE = 20


def page_of(rows: QuerySet, asked: str | None) -> Page:
    """The page of `rows` that was asked for; the first for what is no number, the last beyond the end."""
    return Paginator(rows, PER_PAGE).get_page(asked)
