"""Asking again who they are of those who have only SPID or CIE, before what would harm them done by somebody else.

allauth asks for what it keeps, a password or a second factor; who has neither it lets pass (ASVS 7.5.1).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from . import joining
from .context import configured

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

# The pages that others reach by saying their password again.
DELICATE = frozenset(
    {
        "account_close",
        "account_email",
        "account_set_password",
        # It opens the account for good to whoever is recognised next.
        "identity_connect",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "networking:calendar_open",
        "networking:data_copy",
        "networking:desk_person_copy",
    }
)


class AskIdentityAgain:
    """Send them to SPID or CIE, and from there back to the page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Before a delicate page, where nothing else would ask."""
        match = request.resolver_match
        if match is None or match.view_name not in DELICATE or not is_due(request):
            return None
        # Connecting begins with a button: they come back to the page where it is.
        back = reverse("identity_connections") if match.view_name == "identity_connect" else request.path
        return redirect(f"{reverse('identity_begin')}?{urlencode({'next': back})}")


def is_due(request: HttpRequest) -> bool:
    """Whether this person enters only with SPID or CIE, and has not done so in the last minutes."""
    user = request.user
    if not configured() or not user.is_authenticated:
        return False
    if get_reauthentication_flows(user) or not joining.identities_of(user):
        return False
    recognised = [
        record["at"] for record in get_authentication_records(request, user) if record.get("type") == "oidc"
    ]
    return time.time() - max(recognised, default=0) > app_settings.REAUTHENTICATION_TIMEOUT
