"""What every page knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from .models import Zone

if TYPE_CHECKING:
    from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """The zones of the footer (asked only where they are drawn), whether this is a demo, and with what one signs in
    besides the password («SPID o CIE»; empty where there is no such thing)."""
    issuers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {
        "footer_zones": SimpleLazyObject(lambda: list(Zone.objects.all())),
        "is_demo": settings.IS_DEMO,
        "identity_name": issuers[0]["name"] if issuers else "",
    }
