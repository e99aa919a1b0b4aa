"""What one does with SPID or CIE, step by step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from networking.models import Person, User
from tests.identity import bad_issuer

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client


def trust(
    settings: Any, url: str, *, secret: str = bad_issuer.SECRET, is_in_policy: bool = True, **changes: Any
) -> None:
    """Configure the portal for the issuer at `url`, as settings/parts/identity.py does from the environment."""
    app = {
        "provider_id": "identity",
        "name": "SPID o CIE",
        "client_id": bad_issuer.CLIENT_ID,
        "secret": secret,
        "settings": {
            "server_url": url,
            "scope": ["openid", "profile", "email"],
            "token_auth_method": "client_secret_basic",
            "levels": [bad_issuer.LEVEL_2, "https://www.spid.gov.it/SpidL3"],
            "fiscal_number_claim": "fiscal_number",
            **changes,
        },
    }
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": [app]}}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    targets = [*directives["form-action"], *([url] if is_in_policy else [])]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": targets}}


def arrive(client: Client, issuer: bad_issuer.BadIssuer, **changes: str | None) -> HttpResponse:
    """Press «Entra con SPID o CIE», be recognised, come back: the portal's answer to who comes back."""
    there = client.post("/accedi/spid-cie/")
    assert there.status_code == 302, there.content
    return client.get(issuer.back(there.url, **changes))


def people() -> Any:
    """Everybody."""
    return Person.objects.for_everyone(reason="a test looks at everybody")


def complete(client: Client, **answers: str) -> HttpResponse:
    """Fill in the page that completes the sign-up."""
    return client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove", **answers})


def enrolled(client: Client, issuer: bad_issuer.BadIssuer, **answers: str) -> HttpResponse:
    """Somebody enters with SPID or CIE for the first time: the last answer."""
    arrive(client, issuer)
    return complete(client, **answers)


def signed_in_as(client: Client) -> User | None:
    """Whose session this is."""
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def text(response: HttpResponse) -> str:
    """The words of a page, on one line."""
    return re.sub(r"\s+", " ", response.content.decode().replace("&#x27;", "'"))
