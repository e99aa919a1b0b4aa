"""The issuer that the owner has configured, and the conversation with it that ends in a verified identity."""

from __future__ import annotations

import hmac
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from requests.exceptions import RequestException

from .claims import UnusableClaimsError, VerifiedIdentity, identity_from
from .tokens import Expected, RefusedError, signed_claims, verified_claims
from .troubles import LevelTooLowError, UnreachableError, UntrustedError

# The one issuer that may be configured, as allauth calls it.
PROVIDER_ID = "identity"
DISCOVERY_SECONDS = 300
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class IssuerConversation(OpenIDConnectOAuth2Adapter):
    """allauth's adapter, which here also checks what allauth takes on trust."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """The issuer's own description. Raises UnreachableError, UntrustedError."""
        if not hasattr(self, "_openid_config"):
            issuer = self._settings["server_url"]
            # Where the address changes, so does the name under which the description is remembered.
            remembered = f"identity:{sha256(issuer.encode()).hexdigest()}"
            config = cache.get(remembered)
            if config is None:
                config = self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                check_description(config, issuer)
                cache.set(remembered, config, DISCOVERY_SECONDS)
            self._openid_config = config
        return self._openid_config

    def check_answerer(self, named: str | None) -> None:
        """Who sends the person back says its name (RFC 9207): it must be the one they were sent to.

        Raises UntrustedError.
        """
        config = self.openid_config
        must_be_named = config.get("authorization_response_iss_parameter_supported") is True
        if (named is not None or must_be_named) and named != config["issuer"]:
            raise UntrustedError("iss")

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the issuer sends the person back."""
        return request.build_absolute_uri(reverse("identity_callback"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Exchange the code for tokens. Raises UnreachableError, UntrustedError."""
        data = {
            "grant_type": "authorization_code",
            "code": request.GET.get("code", ""),
            "redirect_uri": self.get_callback_url(request, app),
            "code_verifier": pkce_code_verifier or "",
        }
        credentials = None
        way = self._settings["token_auth_method"]
        if way == "client_secret_post":
            data |= {"client_id": app.client_id, "client_secret": app.secret}
        else:
            # RFC 6749, 2.3.1: both are written as in a form before they are joined.
            credentials = (quote(app.client_id, safe=""), quote(app.secret, safe=""))
        answer = self._ask("POST", self.access_token_url, data=data, auth=credentials)
        if not isinstance(answer.get("access_token"), str) or not isinstance(answer.get("id_token"), str):
            raise UntrustedError("token")
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Nothing is asked of the issuer afterwards: its tokens are not kept, not even in the session."""
        return SocialToken(token="")

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """The sign-in of whom the issuer has proved to know. Raises UntrustedError and its like."""
        return self.get_provider().sociallogin_from_response(request, self._identity(kwargs["response"]))

    def _identity(self, answer: dict[str, Any]) -> VerifiedIdentity:
        app = self.get_provider().app
        expected = Expected(
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=str(self.state.get("nonce") or ""),
            levels=tuple(self._settings["levels"]),
        )
        try:
            keys = self._ask("GET", self.openid_config["jwks_uri"])
            claims = verified_claims(answer["id_token"], keys, expected, answer["access_token"])
            about = self._userinfo(answer["access_token"], keys, expected)
            if about and not hmac.compare_digest(str(about.get("sub")).encode(), claims["sub"].encode()):
                raise UntrustedError("userinfo")
            # What is signed for us has the last word.
            return identity_from(
                {**about, **claims},
                level=claims["acr"],
                fiscal_number_claim=self._settings["fiscal_number_claim"],
            )
        except RefusedError as error:
            raise (LevelTooLowError if str(error) == "acr" else UntrustedError)(str(error)) from error
        except UnusableClaimsError as error:
            raise UntrustedError(str(error)) from error

    def _userinfo(self, access_token: str, keys: dict[str, Any], expected: Expected) -> dict[str, Any]:
        """What the issuer adds about the person: plain, or signed as SPID's rules foresee."""
        url = self.openid_config.get("userinfo_endpoint")
        if not url:
            return {}
        response = self._get("GET", url, headers={"Authorization": f"Bearer {access_token}"})
        if response.headers.get("content-type", "").startswith("application/jwt"):
            return signed_claims(response.text.strip(), keys, expected)
        return _as_object(response)

    def _ask(self, method: str, url: str, **kwargs: Any) -> dict[str, Any]:
        return _as_object(self._get(method, url, **kwargs))

    def _get(self, method: str, url: str, **kwargs: Any) -> Any:
        """Raises UnreachableError where nobody answers in time, UntrustedError for an answer that is a no."""
        try:
            with get_adapter().get_requests_session() as session:
                response = session.request(method, url, **kwargs)
        except RequestException as error:
            raise UnreachableError(type(error).__name__) from error
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnreachableError(f"{response.status_code}")
        if response.status_code != HTTPStatus.OK:
            raise UntrustedError(f"{response.status_code}")
        return response

    @property
    def _settings(self) -> dict[str, Any]:
        return self.get_provider().app.settings


def check_description(config: dict[str, Any], issuer: str) -> None:
    """The description must be of this very issuer, and its addresses as protected as its own.

    Raises UntrustedError.
    """
    if config.get("issuer") != issuer:
        raise UntrustedError("issuer")
    named = [config.get(name) for name in ENDPOINTS] + [
        config[name] for name in ("userinfo_endpoint",) if name in config
    ]
    if not all(isinstance(url, str) and is_protected(url) for url in named):
        raise UntrustedError("endpoint")


def is_protected(url: str) -> bool:
    """Whether nobody on the way can read or change what is said there: HTTPS, or this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _as_object(response: Any) -> dict[str, Any]:
    try:
        answer = response.json()
    except RequestException as error:
        raise UntrustedError("json") from error
    if not isinstance(answer, dict):
        raise UntrustedError("json")
    return answer
