"""What is asked back, why it is not given, when it was paid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.upload_forms import UploadField
from volunteers.expenses.claiming import CLAIMING, Asked, items_for
from volunteers.models import Assignment, ExpenseClaim, ExpenseItem, HelpKind

from .companions import day_field

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from networking.models import Person
    from volunteers.expenses.refusing import ExpenseError

Kind = ExpenseClaim.Kind
CENT = Decimal("0.01")
HOW_MUCH = _("Scrivi una cifra in euro, più di zero: per esempio 7,50.")


def euros_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    """An amount, typed with the comma or the point."""
    return forms.DecimalField(
        label=label,
        min_value=CENT,
        max_digits=7,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_decimal_places"), HOW_MUCH),
        **kwargs,
    )


class ClaimForm(forms.Form):
    """One day, one expense."""

    day = day_field(_("Giorno della spesa"))
    activity = forms.ModelChoiceField(None, label=_("Per quale aiuto"), empty_label=_("Scegli"))
    what = forms.ChoiceField(label=_("Che spesa è"))
    what_for = forms.CharField(
        label=_("Per che cosa"),
        max_length=200,
        help_text=_("Bastano poche parole: «autobus Norcia-Cascia», «fogli e colori». Niente nomi di altri."),
    )
    amount = euros_field(_("Quanto hai speso (euro)"))
    kind = forms.ChoiceField(
        label=_("Come lo dimostri"),
        choices=[
            (Kind.DOCUMENTED, _("Con la ricevuta o lo scontrino")),
            (Kind.SELF_DECLARED, _("Con autocertificazione, senza ricevuta")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Con autocertificazione dichiari che la spesa è vera (articolo 46 del DPR 445/2000): "
            "al massimo 10 euro al giorno e 150 euro al mese."
        ),
    )
    receipt = UploadField(label=_("Foto o PDF della ricevuta"), required=False)
    assignment = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = list(items_for(person))
        whats = {item.what for item in items}
        self.fields["what"].choices = [
            ("", _("Scegli")),
            *((value, label) for value, label in ExpenseItem.What.choices if value in whats),
        ]
        turns = Assignment.objects.for_everyone(reason=CLAIMING).filter(volunteer__person=person)
        self.fields["assignment"].queryset = turns.select_related("request")
        receipt = self.fields["receipt"]
        receipt.help_text = _("Serve se scegli «con la ricevuta». {limits}").format(limits=receipt.limits())
        decisions = {item.decision_id for item in items}
        named = ExpenseItem.objects.filter(decision__in=decisions).values("decision__activities")
        self.fields["activity"].queryset = HelpKind.objects.filter(pk__in=named)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_documented = cleaned.get("kind") == Kind.DOCUMENTED
        if is_documented and not cleaned.get("receipt") and "receipt" not in self.errors:
            self.add_error("receipt", _("Serve la ricevuta: una foto o un PDF."))
        return cleaned

    def asked(self) -> Asked:
        """What was typed, as it is asked; of a turn only where day and help are still its own."""
        cells = {name: value for name, value in self.cleaned_data.items() if name != "receipt"}
        turn = cells["assignment"] and cells["assignment"].request
        if turn and (turn.local_date, turn.kind_id) != (cells["day"], cells["activity"].pk):
            cells["assignment"] = None
        return Asked(**cells)

    def refuse(self, error: ExpenseError) -> None:
        """Say it beside the cell it is about."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class RefuseForm(forms.Form):
    """Why it is not given back: they read it."""

    because = forms.CharField(
        label=_("Perché no"), max_length=300, help_text=_("Lo legge chi l'ha chiesto: due parole chiare.")
    )


class PayForm(forms.Form):
    """Which were paid, and on which day."""

    claims = forms.TypedMultipleChoiceField(label=_("Rimborsi"), widget=forms.CheckboxSelectMultiple)
    on = day_field(_("Pagati il"))

    def __init__(self, *args: Any, payable: Collection[ExpenseClaim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id: dict[str, UUID] = {str(row.pk): row.pk for row in payable}
        self.fields["claims"].choices = [(each, each) for each in self.by_id]
        self.fields["claims"].error_messages |= {
            "required": _("Scegli almeno un rimborso."),
            "invalid_choice": _("Uno di quelli scelti è già stato pagato: guarda di nuovo l'elenco."),
        }

    def chosen(self) -> list[UUID]:
        """The claims that were ticked."""
        return [self.by_id[each] for each in self.cleaned_data["claims"]]
