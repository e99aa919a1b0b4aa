"""What every page knows of the sign-in with SPID or CIE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def identity(_request: HttpRequest) -> dict[str, Any]:
    """With what one enters besides the password («SPID o CIE»); empty where no issuer is configured."""
    issuers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {"identity_name": issuers[0]["name"] if issuers else ""}
