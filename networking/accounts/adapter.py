"""How allauth behaves in this portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up, sign-in and the care of one's access."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Questo accesso è sospeso."),
        "duplicate_email": _("È già la tua e-mail."),
        "email_password_mismatch": _("L'e-mail o la password non sono giuste. Controlla e prova ancora."),
        "enter_current_password": _("Questa non è la tua password di adesso."),
        "incorrect_password": _("La password non è giusta."),
        "invalid_password_reset": _("Questo collegamento non vale più."),
        "max_email_addresses": _("Non puoi aggiungere più di %d indirizzi."),
        "rate_limited": _("Troppi tentativi: aspetta qualche minuto e prova ancora."),
        "too_many_login_attempts": _("Troppi tentativi: aspetta cinque minuti e prova ancora."),
        "same_as_current": _("È uguale a quella di adesso."),
    }

    def clean_password(self, password: str, user: User | None = None) -> str:
        """One sentence at a time: the first thing to mend. Raises ValidationError."""
        try:
            return super().clean_password(password, user)
        except ValidationError as error:
            raise ValidationError(error.error_list[0].messages[0], code=error.error_list[0].code) from error

    def is_safe_url(self, url: str) -> bool:
        """Only this very host: `?next=` leads nowhere else, not even to another of our names."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to say who one is, in our words."""
        names = {
            "reauthenticate": _("Usa la password"),
            "mfa_reauthenticate": _("Usa un codice"),
            "mfa_reauthenticate:webauthn": _("Usa una passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": str(names[method["id"]])} for method in methods]
