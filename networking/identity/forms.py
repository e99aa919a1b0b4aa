"""What the issuer does not know of a person, asked on the page that completes the sign-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Comune
from networking.rules import age_on

if TYPE_CHECKING:
    from datetime import date

    from .claims import VerifiedIdentity

OLDEST = 120


class CompletionForm(forms.Form):
    """The e-mail; the comune of whom the desk has not registered; the birth date where nobody says it."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Ti scriviamo qui. Se è nuova per noi, ti mandiamo un messaggio per confermarla."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
    )
    comune = forms.ModelChoiceField(
        Comune.objects.in_order(),
        label=_("Comune di residenza"),
        required=False,
        empty_label=_("Abito fuori dai 21 comuni"),
    )
    birth_date = forms.DateField(
        label=_("Data di nascita"),
        help_text=_("Per avere un accesso servono 14 anni."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={"invalid": _("Scrivi una data, come 31/12/1980.")},
    )

    def __init__(self, *args: Any, identity: VerifiedIdentity, is_registered: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"email": identity.email}, **kwargs)
        if is_registered:
            del self.fields["comune"]
        if identity.birth_date:
            del self.fields["birth_date"]

    def clean_email(self) -> str:
        """As accounts are called: in lower case."""
        return str(self.cleaned_data["email"]).lower()

    def clean_birth_date(self) -> date:
        """A day that can be somebody's birthday."""
        born: date = self.cleaned_data["birth_date"]
        if not 0 <= age_on(born, timezone.localdate()) <= OLDEST:
            raise ValidationError(_("Controlla la data: non sembra una data di nascita."))
        return born
