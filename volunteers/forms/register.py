"""What is corrected in the register, and the signed file that closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networking import tax_codes
from networking.upload_forms import UploadField
from networking.uploads import DOCUMENTS, SIGNED
from volunteers.register.reading import CORRECTABLE

from .path import WRONG_DAY

if TYPE_CHECKING:
    from volunteers.models import RegisterEntry


class CorrectionForm(forms.Form):
    """How somebody is written in the register, to be mended; what is not touched stays."""

    given_name = forms.CharField(label=_("Nome"), max_length=80)
    family_name = forms.CharField(label=_("Cognome"), max_length=80)
    codice_fiscale = forms.CharField(
        label=_("Codice fiscale"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        help_text=_("Se c'è, luogo e data di nascita non si scrivono."),
    )
    birth_place = forms.CharField(label=_("Luogo di nascita"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=_("Data di nascita"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=WRONG_DAY,
    )
    residence = forms.CharField(label=_("Residenza"), max_length=300)
    domicile = forms.CharField(label=_("Domicilio, se è un altro"), max_length=300, required=False)
    words = forms.CharField(
        label=_("Che cosa era sbagliato"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Resta scritto nel registro: bastano poche parole, niente di delicato."),
    )

    def __init__(self, data: Any = None, *, written: RegisterEntry) -> None:
        self.written = {name: getattr(written, name) for name in CORRECTABLE}
        super().__init__(data, initial=self.written)

    def clean_codice_fiscale(self) -> str | None:
        """A whole code, also one of who has the same as somebody else (omocodia); none is None."""
        typed = self.cleaned_data["codice_fiscale"]
        return tax_codes.read(typed).text if typed else None

    def clean(self) -> dict[str, Any] | None:
        """By codice fiscale or by birth, not both (note of 20 January 2025); and something has to be different."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("codice_fiscale"):
            cleaned["birth_place"], cleaned["birth_date"] = "", None
        elif not self.errors and not (cleaned.get("birth_place") and cleaned.get("birth_date")):
            self.add_error("codice_fiscale", _("Serve il codice fiscale, oppure luogo e data di nascita."))
        if not self.errors and all(cleaned[name] == self.written[name] for name in CORRECTABLE):
            raise ValidationError(_("Non hai cambiato niente."))
        return cleaned


class DigitalSealForm(forms.Form):
    """The PDF, signed and time-stamped outside."""

    signed = UploadField(
        label=_("Il file firmato"),
        kinds=SIGNED,
        help_text=_("Il PDF firmato (PAdES) o il file .p7m (CAdES), con la marca temporale. Fino a 5 MB."),
    )


class PaperSealForm(forms.Form):
    """The scan of what was signed by hand."""

    copy = UploadField(
        label=_("La copia del registro firmato su carta"),
        kinds=DOCUMENTS,
        help_text=_(
            "Una scansione in PDF o una fotografia, fino a 5 MB. L'originale resta nell'archivio dell'ente."
        ),
    )
    signer = forms.CharField(label=_("Chi ha firmato"), max_length=200)
