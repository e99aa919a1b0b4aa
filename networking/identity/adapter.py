"""What happens when the issuer has answered: allauth asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import security_log

from . import joining, pending
from .asking import ShortSession
from .troubles import ExpiredError, IdentityError, UntrustedError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from networking.models import User

    from .provider import IdentityLogin


class IdentityAdapter(DefaultSocialAccountAdapter):
    """One issuer, named by the environment; accounts are found by issuer and subject, never by e-mail."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list:
        """The configured issuer, if any. A row in the database adds none: who signs people in is not data."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_requests_session(self) -> ShortSession:
        """Short patience with an issuer that does not answer."""
        return ShortSession()

    def authenticate_by_email(self, sociallogin: IdentityLogin) -> None:
        """Never: whoever gets an issuer to write an address must not get the account that has it."""

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say in plain words what went wrong; the log says which check failed, of nobody."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("socialaccount_login_cancelled"))
        if exception is None and "state_id" in (extra_context or {}):
            exception = ExpiredError("state")
        elif not isinstance(exception, IdentityError):
            # What the issuer wrote in the address stays there.
            exception = UntrustedError("issuer_error" if exception is None else type(exception).__name__)
        raise ImmediateHttpResponse(trouble_page(request, exception))

    def pre_social_login(self, request: HttpRequest, sociallogin: IdentityLogin) -> None:
        """Decide who goes on: whom we know enters, who is new completes the sign-up, who asked connects."""
        identity = sociallogin.identity
        try:
            joining.check_age(identity.birth_date, today=timezone.localdate())
            if sociallogin.state.get("process") == AuthProcess.CONNECT:
                raise ImmediateHttpResponse(self._connect(request, sociallogin))
            if not sociallogin.is_existing:
                joining.registered_person(identity)
                pending.hold(request, identity, next_url=sociallogin.state.get("next"))
                raise ImmediateHttpResponse(redirect("identity_complete"))
            joining.check_same_person(identity, getattr(sociallogin.user, "person", None))
        except IdentityError as error:
            raise ImmediateHttpResponse(trouble_page(request, error)) from error
        if request.user.is_authenticated:
            # allauth would do it after us, and forget what we note here.
            get_account_adapter(request).logout(request)
        record_second_factor(request, sociallogin.user, identity.level)

    def _connect(self, request: HttpRequest, sociallogin: IdentityLogin) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect("account_login")
        joining.connect(sociallogin.identity, request.user)
        tell(request, "connected")
        messages.success(request, _("Fatto: da adesso puoi entrare anche con SPID o CIE."))
        return redirect("identity_connections")


def record_second_factor(request: HttpRequest, user: User, level: str) -> None:
    """A sign-in at level 2 was made with two factors: the session says so, as it does after a code of ours.

    Every sign-in that arrives here was checked to be at one of the configured levels.
    """
    record_authentication(request, user, method="mfa", type="oidc", level=level)


def trouble_page(request: HttpRequest, error: IdentityError) -> HttpResponse:
    """The page that says what went wrong."""
    kind = type(error).__name__.removesuffix("Error")
    security_log.record(
        "identity", outcome=security_log.REFUSED, user=request.user, kind=kind, reason=str(error)
    )
    context = {"trouble": error}
    return render(request, "socialaccount/authentication_error.html", context, status=error.status)


def tell(request: HttpRequest, what: str) -> None:
    """Write to whoever owns the account, and in the security log, that an identity was connected or disconnected."""
    get_account_adapter(request).send_notification_mail(f"socialaccount/email/account_{what}", request.user)
    security_log.record(f"identity_{what}", user=request.user)
