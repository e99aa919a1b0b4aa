"""What people type on the catalogue's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from networking.models import Comune
from networking.telephones import dialable

from .models import Contact, ErrorReport, Service
from .rules import free_with_a_price
from .search.form import SearchForm

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["ContactForm", "ErrorReportForm", "NearMeForm", "SearchForm", "ServiceForm"]

# Under `/servizi/` these words are pages of the portal, which a sheet would never be seen behind.
TAKEN_WORDS = {"suggerimenti"}


FREE_WITH_A_PRICE = _("Hai scritto che è gratuito, ma qui c'è un prezzo: correggi uno dei due.")


class ErrorReportForm(forms.ModelForm):
    """What somebody says is wrong on a sheet."""

    class Meta:
        model = ErrorReport
        fields = ("field", "message", "email")
        labels = {
            "field": _("Che cosa è sbagliato?"),
            "message": _("Com'è invece?"),
            "email": _("La tua e-mail, se vuoi una risposta"),
        }
        help_texts = {
            "message": _("Per esempio: «il telefono nuovo è 0743 …» oppure «da settembre apre il martedì»."),
        }
        widgets = {
            "field": forms.RadioSelect,
            "message": forms.Textarea(attrs={"rows": 5}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "field": {"required": _("Scegli che cosa è sbagliato: se non c'è, scegli «Altro».")},
            "message": {
                "required": _("Scrivi com'è invece: bastano poche parole."),
                "max_length": _("Il testo è troppo lungo: bastano 2000 caratteri."),
            },
            "email": {"invalid": _("Controlla l'e-mail: deve avere la forma nome@esempio.it.")},
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Without an empty choice the radio buttons say only what can be wrong.
        self.fields["field"].choices = ErrorReport.Field.choices

    def save(self, *, service: Service, now: datetime) -> ErrorReport:  # type: ignore[override]
        """Keep the report about `service`, with the moment it came in."""
        report = super().save(commit=False)
        report.service = service
        report.reported_at = now
        report.save()
        return report


class NearMeForm(forms.Form):
    """From a category or a situation to the search, with the comune chosen."""

    comune = forms.ModelChoiceField(
        Comune.objects.in_order(),
        label=_("In quale comune?"),
        to_field_name="slug",
        empty_label=_("Tutti i comuni"),
        required=False,
    )
    categoria = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, required=False)


class ServiceForm(forms.ModelForm):
    """A sheet in `/gestione/`: what is wrong is said beside its field."""

    class Meta:
        model = Service
        fields = "__all__"  # noqa: DJ007 - the admin chooses them

    def clean_slug(self) -> str:
        """The address, refused where the portal has a page of its own."""
        slug = self.cleaned_data["slug"]
        if slug in TAKEN_WORDS:
            raise ValidationError(_("Questo indirizzo è già di una pagina del portale: aggiungi una parola."))
        return slug

    def clean(self) -> dict[str, Any]:
        """What is free costs nothing in words either."""
        cells = super().clean() or self.cleaned_data
        if free_with_a_price(cells.get("cost", ""), cells.get("cost_text", "")):
            self.add_error("cost_text", FREE_WITH_A_PRICE)
        return cells

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django, but what a rule of the model refuses goes beside the field that its code names."""
        rules = getattr(error, "error_dict", {})
        general = rules.pop(NON_FIELD_ERRORS, [])
        for each in general:
            where = each.code if each.code in self.fields else NON_FIELD_ERRORS
            rules.setdefault(where, []).append(each)
        super().add_error(field, error)


class ContactForm(forms.ModelForm):
    """A contact in `/gestione/`: its telephone is kept as a telephone can dial it."""

    class Meta:
        model = Contact
        fields = "__all__"  # noqa: DJ007 - the admin chooses them

    def clean_phone(self) -> str:
        """The number with its country's code, or as it is when short like 112 and 1522."""
        return dialable(self.cleaned_data["phone"])
