"""What people type on the catalogue's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Comune

from .models import ErrorReport
from .search.form import SearchForm

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Service

__all__ = ["ErrorReportForm", "SearchForm"]


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
