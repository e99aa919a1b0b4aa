"""Signing in with SPID or CIE. Without an issuer in the environment none of these pages is there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from networking.access import audience
from networking.identity import entering, joining, pending
from networking.identity.adapter import tell, trouble_page
from networking.identity.forms import CompletionForm
from networking.identity.issuer import PROVIDER_ID, IssuerConversation
from networking.identity.provider import IdentityCallback
from networking.identity.troubles import IdentityError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


def with_issuer(view: View) -> View:
    """404 where no issuer is configured; in plain words what goes wrong with the one there is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            get_adapter(request).get_app(request, provider=PROVIDER_ID)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        try:
            return view(request, *args, **kwargs)
        except IdentityError as error:
            return trouble_page(request, error)

    return guarded


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_issuer
def begin(request: HttpRequest) -> HttpResponse:
    """Towards the issuer. Only by a form of ours: a link elsewhere must not sign anybody in."""
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"next_url": get_next_redirect_url(request)})
    too_many = ratelimit.consume_or_429(request, action="login")
    return too_many or _towards_issuer(request, AuthProcess.LOGIN)


@audience()
@require_POST
@with_issuer
@reauthentication_required(app="allauth.socialaccount")
def connect(request: HttpRequest) -> HttpResponse:
    """Towards the issuer, to add one's identity to the account one has."""
    return _towards_issuer(request, AuthProcess.CONNECT)


@login_not_required
@require_GET
@with_issuer
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the issuer."""
    return IdentityCallback.adapter_view(IssuerConversation(request, PROVIDER_ID))(request)


@login_not_required
@require_safe
@with_issuer
def cancelled(request: HttpRequest) -> HttpResponse:
    """The person has changed their mind at the issuer's."""
    return render(request, "socialaccount/login_cancelled.html")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_issuer
def complete(request: HttpRequest) -> HttpResponse:
    """What the issuer does not say, for whoever enters the first time."""
    identity = pending.held(request)
    if identity is None or request.user.is_authenticated:
        return redirect("account_login")
    registered = joining.registered_person(identity)
    form = CompletionForm(request.POST or None, identity=identity, is_registered=registered is not None)
    if form.is_valid():
        too_many = ratelimit.consume_or_429(request, action="signup")
        return too_many or entering.complete(request, identity, form.cleaned_data)
    return render(
        request,
        "socialaccount/signup.html",
        {"form": form, "identity": identity, "is_registered": registered is not None},
    )


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
@with_issuer
@reauthentication_required(app="allauth.socialaccount", allow_get=True)
def connections(request: HttpRequest) -> HttpResponse:
    """What opens my account besides the password; a POST takes one away."""
    mine = joining.identities_of(request.user)
    if request.method != "POST":
        return render(request, "socialaccount/connections.html", {"identities": mine})
    chosen = next((one for one in mine if str(one.pk) == request.POST.get("account")), None)
    if chosen is None:
        raise Http404
    if not request.user.has_usable_password():
        messages.error(request, _("Prima scegli una password: senza, non potresti più entrare."))
    else:
        joining.disconnect(chosen)
        tell(request, "disconnected")
        messages.success(request, _("Fatto: con quell'identità non si entra più in questo accesso."))
    return redirect("identity_connections")


def _towards_issuer(request: HttpRequest, process: str) -> HttpResponse:
    provider = get_adapter(request).get_provider(request, PROVIDER_ID)
    return provider.redirect(request, process, **provider.get_redirect_from_request_kwargs(request))
