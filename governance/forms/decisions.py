"""What who keeps the books writes of a decision; what whoever reads the register looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Body, Decision
from networking.models import Comune, Goal

if TYPE_CHECKING:
    from django.db.models import QuerySet

ENDS = [
    (Decision.State.REVOKED, _("la revoca")),
    (Decision.State.SUPERSEDED, _("ne prende il posto")),
]


class DecisionForm(forms.ModelForm):
    """A decision, as it is adopted."""

    comuni = forms.ModelMultipleChoiceField(
        label=_("Quali comuni riguarda"),
        queryset=Comune.objects.in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nessuno: tutti."),
    )
    goals = forms.ModelMultipleChoiceField(
        label=_("A quali obiettivi serve"),
        queryset=Goal.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Decision
        fields = ("title", "text", "plain", "owner_name", "due_on", "is_public", "comuni", "goals")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "plain": forms.Textarea(attrs={"rows": 3}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "text": _("Le parole esatte: dopo non si cambiano."),
            "plain": _("Che cosa cambia, e per chi: frasi corte."),
            "owner_name": _("Una persona o un ufficio."),
            "is_public": _("Chiunque la legge."),
        }

    def columns(self) -> dict[str, Any]:
        """By column, without what hangs on it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name not in {"comuni", "goals"}}


class EndForm(forms.Form):
    """Which later decision of the body ends one, and how."""

    state = forms.ChoiceField(label=_("Che cosa fa"), choices=ENDS, widget=forms.RadioSelect)
    by = forms.ModelChoiceField(label=_("Quale decisione"), queryset=Decision.objects.none())

    def __init__(self, *args: Any, later: QuerySet[Decision], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["by"].queryset = later  # type: ignore[attr-defined]


class RegisterForm(forms.Form):
    """What of the register one wants to see."""

    organo = forms.ModelChoiceField(
        label=_("Organo"),
        queryset=Body.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    comune = forms.ModelChoiceField(
        label=_("Comune"),
        queryset=Comune.objects.in_order(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    anno = forms.IntegerField(label=_("Anno"), min_value=2000, max_value=2100, required=False)
