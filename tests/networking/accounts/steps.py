"""What a person does to sign in and to confirm who they are, through the real pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.factories import PASSWORD
from tests.security_keys import code_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from networking.models import User

NEW_PASSWORD = "nocciolo-ciclamino-faggio-1357"


def text(response: HttpResponse) -> str:
    """The page."""
    return response.content.decode()


def sign_in(user: User, client: Client | None = None, **headers: Any) -> Client:
    """A browser in which `user` has typed their password."""
    client = client or Client(**headers)
    client.post("/accedi/", {"login": user.email, "password": PASSWORD})
    return client


def confirm(client: Client) -> None:
    """Say again who one is."""
    assert client.post("/accedi/conferma/", {"password": PASSWORD}).status_code == 302


def confirmed(user: User) -> Client:
    """A browser in which `user` has just said again who they are."""
    client = sign_in(user)
    confirm(client)
    return client


def with_app(user: User) -> str:
    """Give `user` an app for codes; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_recovery_codes(user: User) -> list[str]:
    """Give `user` recovery codes."""
    return RecoveryCodes.activate(user).get_unused_codes()


def sign_in_with_code(user: User, secret: str) -> Client:
    """A browser in which `user` has typed the password and a code."""
    client = sign_in(user)
    client.post("/accedi/codice/", {"code": code_of(secret)})
    return client


def is_signed_in(client: Client) -> bool:
    """Whether this browser enters a private page."""
    return client.get("/profilo/").status_code == 200
