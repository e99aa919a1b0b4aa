"""The care of one's access: leaving, one's sessions, recovery codes to keep, closing the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.usersessions import views as usersessions
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking.access import SIGNED_IN, audience
from networking.accounts import sessions
from networking.accounts.devices import device_name
from networking.accounts.forms import CloseAccountForm
from networking.erasing.person import close_own_account

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Nothing of the person stays in the browser: pages, cookies, storage.
FORGET = '"cache", "cookies", "storage"'


class LogoutView(account.LogoutView):
    """Sign out, and ask the browser to forget."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = FORGET
        return response


@login_not_required
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """That one is out; without session there is no message to show it with."""
    return render(request, "account/signed_out.html")


class SecurityView(mfa.IndexView):
    """How I sign in, and what I could add."""

    audience = SIGNED_IN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(second_factor_required=settings.REQUIRE_SECOND_FACTOR, **kwargs)


class SessionsView(usersessions.ListUserSessionsView):
    """Where I am signed in; a POST ends all the others, by who has just said again who they are."""

    audience = SIGNED_IN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data = super().get_context_data(**kwargs)
        for session in data["sessions"]:
            session.device = device_name(session.user_agent)
        # This one first, then the most recent.
        data["sessions"].sort(
            key=lambda session: (not session.is_current(), -session.last_seen_at.timestamp())
        )
        return data

    @method_decorator(reauthentication_required(app="allauth.usersessions"))
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(*args, **kwargs)


@audience()
@require_POST
@reauthentication_required(app="allauth.usersessions")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my sessions, as one on a telephone I lost."""
    if not sessions.end_one(request.user, pk):
        raise Http404
    get_adapter().add_message(request, messages.SUCCESS, "usersessions/messages/session_ended.txt")
    return redirect("usersessions_list")


class DownloadRecoveryCodesView(recovery_codes.DownloadRecoveryCodesView):
    """The recovery codes as a file to keep."""

    audience = SIGNED_IN

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **response_kwargs)
        response["Content-Type"] = "text/plain; charset=utf-8"
        response["Content-Disposition"] = 'attachment; filename="codici-di-riserva-net-working.txt"'
        return response


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.account")
def close_account(request: HttpRequest) -> HttpResponse:
    """Ask once more, then close my account and sign me out."""
    form = CloseAccountForm(request.POST or None)
    if not form.is_valid():
        return render(request, "account/close.html", {"form": form})
    close_own_account(request.user, now=timezone.now())
    logout(request)
    response = redirect("account_closed")
    response["Clear-Site-Data"] = FORGET
    return response


@login_not_required
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """That the account is closed."""
    return render(request, "account/closed.html")
