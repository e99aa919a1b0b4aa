"""How much help the sessions of an activity ask for; and what was found of a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import SessionNeed


class NeedForm(forms.ModelForm):
    """A kind of help, how many people, how long before and after."""

    class Meta:
        model = SessionNeed
        fields = ["kind", "places", "minimum_team", "minutes_before", "minutes_after", "story", "is_active"]


class OutcomeForm(forms.Form):
    """Whether the sheet was right, and what was not."""

    is_right = forms.TypedChoiceField(
        label=_("La scheda è giusta?"),
        choices=(("si", _("sì, tutto")), ("no", _("no, qualcosa è diverso"))),
        coerce=lambda said: said == "si",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Che cosa hanno trovato"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se è giusta, basta come: «di persona» o «per telefono». Senza nomi."),
    )

    def clean(self) -> dict[str, Any]:
        """What is wrong is said."""
        said = super().clean() or self.cleaned_data
        if said.get("is_right") is False and not said.get("words"):
            self.add_error("words", _("Scrivi che cosa è diverso."))
        return said
