"""How long somebody stayed; why hours are changed or looked at again; which days a certificate is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

AN_HOUR, MOST_HOURS = 60, 24


class MinutesForm(forms.Form):
    """Hours and minutes, as one says them."""

    hours = forms.IntegerField(label=_("Ore"), min_value=0, max_value=MOST_HOURS, required=False)
    minutes = forms.IntegerField(label=_("Minuti"), min_value=0, max_value=AN_HOUR - 1, required=False)

    def __init__(self, *args: Any, said: int = 0, **kwargs: Any) -> None:
        initial = {"hours": said // AN_HOUR, "minutes": said % AN_HOUR}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Together they are some minutes."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not self.total():
            self.add_error("hours", _("Scrivi quanto è durato: almeno un minuto."))
        return found

    def total(self) -> int:
        """In minutes."""
        hours, minutes = self.cleaned_data.get("hours") or 0, self.cleaned_data.get("minutes") or 0
        return hours * AN_HOUR + minutes


class ConfirmForm(MinutesForm):
    """The minutes to confirm, and why they are not those that were said."""

    words = forms.CharField(label=_("Perché, se le cambi o se non tornano"), max_length=200, required=False)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DaysForm(forms.Form):
    """From which day to which."""

    first = forms.DateField(label=_("Dal"), widget=_day())
    last = forms.DateField(label=_("Al"), widget=_day())
