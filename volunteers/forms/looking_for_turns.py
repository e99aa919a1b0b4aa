"""What to show of turns: where, when, of which kind, how they stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Zone
from volunteers.models import HelpKind

if TYPE_CHECKING:
    from networking.models.scope import Scope

A_WEEK = timedelta(days=7)


class _ByAddress(forms.Form):
    """Questions in the address: what is not an answer is not chosen."""

    def __init__(self, data: Any) -> None:
        super().__init__(data, use_required_attribute=False)

    def address(self) -> str:
        """What an address of the same choice begins with, for the page that follows."""
        said = {name: self.data.get(name) for name in self.fields if self.data.get(name)}
        return f"?{urlencode(said)}&" if said else "?"


class RequestsForm(_ByAddress):
    """For who coordinates."""

    STATES = (
        ("", _("da fare")),
        ("scoperti", _("manca qualcuno")),
        ("bozze", _("da pubblicare")),
        ("annullati", _("annullati")),
        ("passati", _("passati")),
    )

    zona = forms.ModelChoiceField(
        label=_("Zona"),
        queryset=Zone.objects.none(),
        to_field_name="number",
        required=False,
        empty_label=_("tutte"),
    )
    comune = forms.ModelChoiceField(
        label=_("Comune"),
        queryset=Comune.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    aiuto = forms.ModelChoiceField(
        label=_("Che aiuto"),
        queryset=HelpKind.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    settimana = forms.DateField(
        label=_("Settimana del"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    stato = forms.ChoiceField(label=_("Come stanno"), choices=STATES, required=False)

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data)
        here = [each for each in Comune.objects.select_related("zone") if scope.holds(each)]
        self.fields["comune"].queryset = Comune.objects.in_order().filter(pk__in=[each.pk for each in here])
        self.fields["zona"].queryset = Zone.objects.filter(pk__in={each.zone_id for each in here})
        self.is_valid()

    def chosen(self) -> dict[str, Any]:
        """By column, only what was chosen."""
        said = self.cleaned_data
        columns = {"comune__zone": said.get("zona"), "comune": said.get("comune"), "kind": said.get("aiuto")}
        found = {name: value for name, value in columns.items() if value is not None}
        if week := said.get("settimana"):
            first = monday_of(week)
            found["local_date__range"] = (first, first + timedelta(days=6))
        return found

    def state(self) -> str:
        """One of `STATES`."""
        return str(self.cleaned_data.get("stato") or "")


class TurnsForm(_ByAddress):
    """For volunteers: those that suit me, or all of them."""

    comune = forms.ModelChoiceField(
        label=_("Dove"),
        queryset=Comune.objects.in_order(),
        to_field_name="slug",
        required=False,
        empty_label=_("ovunque"),
    )
    aiuto = forms.ModelChoiceField(
        label=_("Che aiuto"),
        queryset=HelpKind.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    giorno = forms.DateField(
        label=_("Giorno"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    quali = forms.ChoiceField(
        label=_("Quali"), choices=(("", _("adatti a me")), ("tutti", _("tutti"))), required=False
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def chosen(self) -> dict[str, Any]:
        """By column, only what was chosen."""
        said = self.cleaned_data
        columns = {"comune": said.get("comune"), "kind": said.get("aiuto"), "local_date": said.get("giorno")}
        return {name: value for name, value in columns.items() if value is not None}

    @property
    def is_all(self) -> bool:
        """Whether those that one may not do are shown too, with why."""
        return self.cleaned_data.get("quali") == "tutti"


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
