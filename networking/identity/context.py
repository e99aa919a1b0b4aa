"""What every page knows of the sign-in with SPID or CIE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def identity(_request: HttpRequest) -> dict[str, Any]:
    """With what one enters besides the password («SPID o CIE»); empty where no issuer is configured."""
    issuers = configured()
    return {"identity_name": issuers[0]["name"] if issuers else ""}


def configured() -> list[dict[str, Any]]:
    """The issuers of the environment: one or none."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    return list(providers["openid_connect"]["APPS"])
