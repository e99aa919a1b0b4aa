"""Why somebody is shown the way to a service, their yes, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import Referral
from volunteers.referrals.referring import Yes

from .companions import day_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from networking.models import Person


class ReferralForm(forms.Form):
    """The reason in a line, and the yes."""

    reason = forms.CharField(
        label=_("Perché"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Solo quello che serve: niente diagnosi."),
    )
    agreed_by = forms.ChoiceField(label=_("Chi ha detto di sì"))
    agreed_through = forms.ChoiceField(label=_("Come"), choices=Referral.Through)
    agreed_on = day_field(_("Quando"))

    def __init__(self, *args: Any, who: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = {str(each.pk): each for each, _what in who}
        self.fields["agreed_by"].choices = [(str(each.pk), f"{each}, {what}") for each, what in who]

    def yes(self) -> Yes:
        """The yes as it was written."""
        cells = self.cleaned_data
        return Yes(self.who[cells["agreed_by"]], cells["agreed_through"], cells["agreed_on"])


class OutcomeForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("Com'è finita"), choices=Referral.Outcome, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Vuoi aggiungere qualcosa?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Solo quello che serve: niente diagnosi."),
    )
