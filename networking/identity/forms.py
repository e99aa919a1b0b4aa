"""What the issuer does not know of a person, asked on the page that completes the sign-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.accounts.forms import SignupForm

if TYPE_CHECKING:
    from .claims import VerifiedIdentity


class CompletionForm(forms.Form):
    """The e-mail; the comune of whom the desk has not registered; the birth date where nobody says it.

    Asked in the same words, and with the same limits, as of who signs up with a password.
    """

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Ti scriviamo qui. Se serve confermarla, ti mandiamo un messaggio."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
    )
    comune = SignupForm.base_fields["comune"]
    birth_date = SignupForm.base_fields["birth_date"]

    clean_comune = SignupForm.clean_comune
    clean_birth_date = SignupForm.clean_birth_date

    def __init__(self, data: Any = None, *, identity: VerifiedIdentity, is_registered: bool) -> None:
        super().__init__(data, initial={"email": identity.email})
        if is_registered:
            del self.fields["comune"]
        if identity.birth_date:
            del self.fields["birth_date"]

    def clean_email(self) -> str:
        """As accounts are called: in lower case."""
        return str(self.cleaned_data["email"]).lower()
