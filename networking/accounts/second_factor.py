"""The second step of signing in: who must have it, and how its secrets are kept."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.encryption import open_sealed, seal

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import User

SEALED_FOR = "mfa.authenticator"
PROVES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where the secrets are inside a row's data.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factor: secrets sealed in the database, names and errors in Italian."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("Questo secondo passo non si può togliere."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Prima aggiungi un'app per i codici o una passkey: i codici di riserva servono a sostituirle."
        ),
        "incorrect_code": gettext_lazy("Il codice non va bene, oppure è già stato usato."),
        "unverified_email": gettext_lazy("Prima conferma la tua e-mail."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed under the portal's key ring, as text: it goes into JSON."""
        return base64.b64encode(seal(text, context=SEALED_FOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed. Raises UnreadableError."""
        return open_sealed(base64.b64decode(encrypted_text), context=SEALED_FOR)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        """What a new key is called until its owner says better."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        # What the app for codes and the browser's own window show.
        return "NET WORKING"


def missing_step(request: HttpRequest, user: User) -> str:
    """Where to send somebody who must use a second factor and has not: to choose one, or to use it.

    Empty when nothing is missing.
    """
    if not settings.REQUIRE_SECOND_FACTOR or not user.needs_second_factor or was_used(request, user):
        return ""
    types = set(Authenticator.objects.filter(user=user, type__in=PROVES).values_list("type", flat=True))
    if not types:
        return enrolment()
    name = "mfa_reauthenticate" if Authenticator.Type.TOTP in types else "mfa_reauthenticate_webauthn"
    return (
        f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"
        if request.method == "GET"
        else reverse(name)
    )


def enrolment() -> str:
    """Where somebody without a second factor chooses one."""
    return reverse("mfa_index")


def was_used(request: HttpRequest, user: User) -> bool:
    """Whether this sign-in showed a second factor."""
    # Without the user allauth answers an empty list.
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def take_code(user: User, code: str) -> bool:
    """Whether nobody has used this code of the app before.

    allauth remembers it for one period only, but with the tolerance it is good for three.
    """
    periods = 2 * mfa_settings.TOTP_TOLERANCE + 1
    key = f"totp-used:{user.pk}:{normalize_user_code(code)}"
    return cache.add(key, True, timeout=mfa_settings.TOTP_PERIOD * (periods + 1))


def seal_again() -> int:
    """Seal every secret under today's key, as after adding one to the ring; how many."""
    adapter, done = MFAAdapter(), 0
    for row in Authenticator.objects.filter(type__in=SECRETS).iterator():
        name = SECRETS[row.type]
        data: dict[str, Any] = row.data | {name: adapter.encrypt(adapter.decrypt(row.data[name]))}
        # Whoever uses a recovery code in this moment writes the same row: then it keeps the old seal until the next turn.
        done += Authenticator.objects.filter(pk=row.pk, data=row.data).update(data=data)
    return done
