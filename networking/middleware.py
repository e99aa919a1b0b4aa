"""What every request passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from . import security_events
from .accounts import second_factor, sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

# Tab and line ends may stand in what people type; nothing else below the space may.
FORBIDDEN = bytes(set(range(32)) - {9, 10, 13})


class RefuseControlCharacters:
    """400 for a path or a query with control characters: PostgreSQL refuses them with an error.

    A cookie with some is as if it had not come: a 400 would come back on every page until it expired.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("PATH_INFO", "").encode() + unquote_to_bytes(
            request.META.get("QUERY_STRING", "")
        )
        if _has_control_characters(asked):
            return HttpResponseBadRequest(render_to_string("400.html"))
        request.COOKIES = {
            name: value
            for name, value in request.COOKIES.items()
            if not _has_control_characters(value.encode(errors="replace"))
        }
        return self.get_response(request)


def _has_control_characters(text: bytes) -> bool:
    return text.translate(None, FORBIDDEN) != text


class WriteRefusals:
    """Every answer that says no, and every error, leaves a line in the security log."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        security_events.note_answer(request, response)
        return response


class NeverStorePrivatePages:
    """What a signed-in person sees is kept by nobody; what knows a browser's cookie, by no proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Asking for request.user would open the session: only look where one came in.
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or settings.SESSION_COOKIE_NAME in response.cookies
        ):
            patch_cache_control(response, no_store=True, private=True)
        elif request.COOKIES or response.cookies:
            # It may hold a form's token, or the comune that this browser remembers.
            patch_cache_control(response, private=True)
        return response


class EndStaffSessions:
    """Sign out who works here after half an hour without a request, or eight hours in all (ASVS 7.3.1, 7.3.2)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking for request.user would open the session: only look where one came in.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = timezone.now()
            if sessions.is_over(request, now=now):
                logout(request)
                messages.info(request, _("Per sicurezza abbiamo chiuso il tuo accesso: entra di nuovo."))
            else:
                sessions.note_passage(request, now=now)
        return self.get_response(request)


class AskSecondFactor:
    """Who must have a second factor sees nothing until they have one and have used it (ASVS 6.3.3)."""

    # What one needs to get there, to leave, and what everybody may always read.
    FREE = frozenset(
        {
            "account_logout",
            "account_signed_out",
            "account_reauthenticate",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "networking:accessibility",
            "networking:privacy",
            "networking:health",
            "networking:health_ready",
        }
    )
    # Open to who has none yet. Who has one shows it first: a password alone must not add another beside it.
    ENROLMENT = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Send them to what is missing."""
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        view = request.resolver_match.view_name
        if not signed_in or view in self.FREE:
            return None
        missing = second_factor.missing_step(request, request.user)
        if missing == second_factor.enrolment() and view in self.ENROLMENT:
            return None
        return redirect(missing) if missing else None
