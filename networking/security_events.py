"""What the sign-in's library tells, written in the security log; and what was refused or broke.

The library's signals are the only place where it says these things (ADR 0008): here they are written down,
and nothing is decided by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth

from . import security_log
from .security_log import DONE, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.dispatch import Signal
    from django.http import HttpRequest, HttpResponse

EVENTS: tuple[tuple[Signal, str, str], ...] = (
    (auth.user_logged_in, "sign_in", DONE),
    (auth.user_login_failed, "sign_in", REFUSED),
    (auth.user_logged_out, "sign_out", DONE),
    (account.user_signed_up, "sign_up", DONE),
    (account.password_set, "password_set", DONE),
    (account.password_changed, "password_changed", DONE),
    (account.password_reset, "password_reset", DONE),
    (account.email_confirmed, "email_confirmed", DONE),
    (account.email_changed, "email_changed", DONE),
    (account.email_added, "email_added", DONE),
    (account.email_removed, "email_removed", DONE),
    (account.authentication_step_completed, "proof_of_identity", DONE),
    (mfa.authenticator_added, "second_factor_added", DONE),
    (mfa.authenticator_removed, "second_factor_removed", DONE),
    (mfa.authenticator_reset, "recovery_codes_made", DONE),
    (mfa.authenticator_used, "second_factor_used", DONE),
    (mfa.authentication_failed, "second_factor_used", REFUSED),
)
FIRST_ERROR = 500
# What one may not do, one may not do any more, or did too often. 404 is a person's typing error, mostly.
REFUSALS = {400, 401, 403, 405, 413, 429}


def connect() -> None:
    """From now on write every event of the library."""
    for signal, event, outcome in EVENTS:
        signal.connect(_writer(event, outcome), weak=False, dispatch_uid=f"security_log:{event}:{outcome}")


def _writer(event: str, outcome: str) -> Callable[..., None]:
    def write(*_sender: Any, **told: Any) -> None:
        # A wrong password says no id: to look for whose it was would take time only where there is somebody.
        user = told.get("user") or getattr(told.get("email_address"), "user", None)
        facts = {"method": told["method"]} if isinstance(told.get("method"), str) else {}
        security_log.record(event, outcome=outcome, user=user, **facts)

    return write


def note_answer(request: HttpRequest, response: HttpResponse) -> None:
    """Write a refusal or an error: which view and whose, never the address, which may hold a token."""
    if response.status_code not in REFUSALS and response.status_code < FIRST_ERROR:
        return
    is_error = response.status_code >= FIRST_ERROR
    match = request.resolver_match
    security_log.record(
        "error" if is_error else "refusal",
        outcome=security_log.FAILED if is_error else REFUSED,
        # Whoever was already known: to ask now would need the database, which may be what is broken.
        user=getattr(request, "_cached_user", None),
        view=match.view_name if match else None,
        method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        status=response.status_code,
    )
