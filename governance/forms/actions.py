"""Who does what by when; how it ended; which actions one looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import ActionItem, AgendaItem, Body, Decision
from networking.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

LATE = "ritardo"
STATES = [
    ("", _("da fare")),
    (LATE, _("in ritardo")),
    ("finite", _("finite")),
    ("tutte", _("tutte")),
]
WHOSE = [("", _("mie")), ("organi", _("degli organi di cui faccio parte"))]
ENDS = [
    (ActionItem.State.DONE, _("è fatta")),
    (ActionItem.State.DROPPED, _("non si fa più")),
]


class ActionForm(forms.Form):
    """An action, as it is given to somebody."""

    words = forms.CharField(
        label=_("Che cosa c'è da fare"),
        max_length=500,
        help_text=_("Una frase corta, che comincia con un verbo."),
    )
    owner = forms.ModelChoiceField(
        label=_("Chi se ne occupa"),
        queryset=Person.objects.none(),
        help_text=_("Lo diciamo subito a lei o a lui."),
    )
    due_on = forms.DateField(
        label=_("Entro il"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    item = forms.ModelChoiceField(
        label=_("Da quale punto nasce"), queryset=AgendaItem.objects.none(), required=False
    )
    decision = forms.ModelChoiceField(
        label=_("Quale decisione attua"), queryset=Decision.objects.none(), required=False
    )

    def __init__(self, *args: Any, choices: dict[str, QuerySet[Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def columns(self) -> dict[str, Any]:
        """By column, without who does it."""
        return {name: self.cleaned_data[name] for name in ("words", "due_on", "item", "decision")}


class ActionEndForm(forms.Form):
    """How it ended."""

    state = forms.ChoiceField(
        label=_("Com'è finita"), choices=ENDS, widget=forms.RadioSelect, initial=ActionItem.State.DONE
    )
    outcome = forms.CharField(
        label=_("Una parola su com'è andata"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se non si fa più, scrivi perché."),
    )


class ActionsForm(forms.Form):
    """Which actions one wants to see."""

    stato = forms.ChoiceField(label=_("Quali"), choices=STATES, required=False)
    di = forms.ChoiceField(label=_("Di chi"), choices=WHOSE, required=False)
    organo = forms.ModelChoiceField(
        label=_("Organo"),
        queryset=Body.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organo"].queryset = bodies  # type: ignore[attr-defined]
