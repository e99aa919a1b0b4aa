"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from .models import Zone

if TYPE_CHECKING:
    from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """The zones of the footer (asked only where they are drawn) and whether this is a demo."""
    return {"footer_zones": SimpleLazyObject(lambda: list(Zone.objects.all())), "is_demo": settings.IS_DEMO}
