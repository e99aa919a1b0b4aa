"""Opening the account of whom the issuer has vouched for, and letting them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.manage_email import assess_unique_email
from allauth.account.internal.flows.signup import complete_signup, prevent_enumeration
from django.utils import timezone

from . import joining, pending
from .adapter import record_second_factor
from .issuer import PROVIDER_ID
from .troubles import EmailTakenError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .claims import VerifiedIdentity


def complete(request: HttpRequest, identity: VerifiedIdentity, answers: dict[str, Any]) -> HttpResponse:
    """Open the account and sign in, by way of the mail that confirms the address where it is not confirmed.

    An address that has an account is told only to whom the issuer says it belongs; anybody else gets the page
    of every sign-up, and the mail that follows says to its owner how to join the two. Raises IdentityError.
    """
    email = answers["email"]
    if not assess_unique_email(email):
        if identity.email_is_verified and email == identity.email:
            raise EmailTakenError("email")
        pending.forget(request)
        return prevent_enumeration(request, email=email)
    user = joining.enrol(
        identity,
        email=email,
        comune=answers.get("comune"),
        birth_date=answers.get("birth_date"),
        today=timezone.localdate(),
    )
    next_url = pending.forget(request)
    record_authentication(request, user, method="socialaccount", provider=PROVIDER_ID)
    record_second_factor(request, user, identity.level)
    return complete_signup(request, user=user, redirect_url=next_url)
