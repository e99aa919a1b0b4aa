"""The sign-in with SPID or CIE as a provider of allauth: what it asks of the issuer, and whom it gives back."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from networking.encryption import blind_index

from .issuer import PROVIDER_ID, IssuerConversation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .claims import VerifiedIdentity


class IdentityLogin(SocialLogin):
    """Somebody whom the issuer has just vouched for."""

    identity: VerifiedIdentity


class IdentityProvider(OpenIDConnectProvider):
    """One issuer, named by the environment. The query of an address changes nothing of what is asked."""

    oauth2_adapter_class = IssuerConversation
    supports_token_authentication = False

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to go afterwards: allauth would also take scopes and parameters from the address."""
        wanted = super().get_redirect_from_request_kwargs(request)
        return {name: wanted[name] for name in ("next_url",) if name in wanted}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the person to the issuer, with a state, a nonce and a PKCE challenge made for this time."""
        nonce = token_urlsafe(32)
        asked = {
            "nonce": nonce,
            "acr_values": self.app.settings["levels"][0],
            # On a desk's or a library's computer the next person must not enter as the one before.
            "prompt": "login",
        }
        return super().redirect(request, process, next_url, data, nonce=nonce, auth_params=asked, **kwargs)

    def sociallogin_from_response(self, request: HttpRequest, response: VerifiedIdentity) -> IdentityLogin:
        """A sign-in that carries the identity; of what the issuer says, the row keeps only its name and level."""
        login = IdentityLogin(
            provider=self,
            account=SocialAccount(
                provider=PROVIDER_ID,
                uid=key_of(response),
                extra_data={"issuer": response.issuer, "level": response.level},
            ),
        )
        login.identity = response
        login.user = get_adapter().new_user(request, login)
        return login


class IdentityCallback(OAuth2CallbackView):
    """The way back from the issuer. Without a state that this browser was given and has not used it leads nowhere."""

    adapter: IssuerConversation

    def _get_state(self, request: HttpRequest, provider: IdentityProvider) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.state = state
            self.adapter.check_answerer(request.GET.get("iss"))
        return state, response


def key_of(identity: VerifiedIdentity) -> str:
    """By which an account is found: issuer and subject together, so that another issuer's equal subject is another.

    Some aggregators use the codice fiscale as subject: what lies in the table must not tell it.
    """
    return blind_index(f"{identity.issuer}\n{identity.subject}", purpose="identity").hex()
