"""A decision of the ente's board, as it is written in: its text, and a line for each expense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from networking.upload_forms import UploadField
from networking.uploads import PDF
from services.models import Organization
from volunteers.expenses.decisions import Item, Text
from volunteers.models import ExpenseItem, HelpKind

from .companions import day_field
from .expenses import euros_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volunteers.expenses.refusing import ExpenseError

What = ExpenseItem.What


class DecisionForm(forms.Form):
    """The text; and of each expense, whether it is given back on one's word, and up to how much with a receipt."""

    organization = forms.ModelChoiceField(
        Organization.objects.filter(volunteer_register__isnull=False),
        label=_("Ente che rimborsa"),
        empty_label=_("Scegli"),
        help_text=_("Gli enti che hanno un registro dei volontari."),
    )
    number = forms.CharField(label=_("Numero"), max_length=40)
    adopted_on = day_field(_("Presa il"))
    valid_from = day_field(_("Vale dal"))
    valid_until = day_field(
        _("Fino al"), required=False, help_text=_("Quel giorno non vale più. Vuoto: finché non cambia.")
    )
    activities = forms.ModelMultipleChoiceField(
        HelpKind.objects.all(), label=_("Per quali aiuti"), widget=forms.CheckboxSelectMultiple
    )
    document = UploadField(label=_("Testo della delibera"), kinds=(PDF,), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for what in What:
            self.fields[f"{what}_word"] = forms.BooleanField(
                label=_("Anche con autocertificazione"), required=False
            )
            self.fields[f"{what}_most"] = euros_field(
                _now("Con la ricevuta, al massimo al giorno (euro)"), required=False
            )

    def lines(self) -> Iterator[tuple[str, Any, Any]]:
        """Each expense with its two cells, for the page."""
        for what in What:
            yield capfirst(str(what.label)), self[f"{what}_word"], self[f"{what}_most"]

    def text(self) -> Text:
        """What the decision says."""
        return Text(*(self.cleaned_data[name] for name in Text._fields))

    def items(self) -> list[Item]:
        """The expenses that it gives back."""
        cells = self.cleaned_data
        found = [Item(what, cells[f"{what}_word"], cells[f"{what}_most"]) for what in What]
        return [item for item in found if item.may_be_self_declared or item.most_documented]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        adopted, starts, ends = (cleaned.get(name) for name in ("adopted_on", "valid_from", "valid_until"))
        if adopted and starts and starts < adopted:
            self.add_error("valid_from", _("Non può valere prima del giorno in cui è stata presa."))
        if starts and ends and ends <= starts:
            self.add_error("valid_until", _("Finirebbe prima di cominciare."))
        return cleaned

    def refuse(self, error: ExpenseError) -> None:
        """Say it beside the cell it is about."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class EndForm(forms.Form):
    """From when a decision no longer holds."""

    valid_until = day_field(_("Non vale più dal"))
