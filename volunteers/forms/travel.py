"""The minutes from one comune to each of the others, corrected together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking import travel
from networking.models import TravelTime

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Comune
    from networking.models.scope import Scope

NUMBERS = ("minutes", "winter_minutes")


class WayForm(forms.ModelForm):
    """One way: how long it takes, and whether somebody has checked it."""

    is_checked = forms.BooleanField(label=_("L'ho controllato"), required=False)

    class Meta:
        model = TravelTime
        fields = NUMBERS
        labels = {"winter_minutes": _("D'inverno")}
        help_texts = {"winter_minutes": ""}
        error_messages = {
            name: {"min_value": _("Almeno %(limit_value)s."), "max_value": _("Al massimo %(limit_value)s.")}
            for name in NUMBERS
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_checked"].initial = not self.instance.is_estimate
        for name in NUMBERS:
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """Said beside its field: the table's own promise would be said on top."""
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        summer, winter = (cells.get(name) for name in NUMBERS)
        if summer and winter and winter < summer:
            self.add_error("winter_minutes", _("D'inverno non ci vuole meno tempo."))
        return cells

    def corrected(self) -> TravelTime:
        """The way as it was written here: whoever changes a number has checked it."""
        is_checked = self.cleaned_data["is_checked"] or bool(set(NUMBERS) & set(self.changed_data))
        self.instance.is_estimate = not is_checked
        return self.instance


class BackForm(forms.Form):
    """Whether the way back takes as long."""

    also_back = forms.BooleanField(
        label=_("Quello che ho cambiato vale anche per il ritorno"), required=False
    )


class WaysForm(forms.BaseModelFormSet):
    """All the ways from a comune."""

    def __init__(self, data: Any = None, *, origin: Comune) -> None:
        super().__init__(data, queryset=travel.of_comune(origin))
        self.back = BackForm(data)

    def is_valid(self) -> bool:
        return super().is_valid() and self.back.is_valid()

    def clean(self) -> None:
        """A way of another comune, slipped in, or one that is no longer there."""
        if any(form.instance.pk is None for form in self.forms):
            raise forms.ValidationError(_("I viaggi da qui sono cambiati: apri di nuovo la pagina."))

    def keep(self, *, now: datetime, within: Scope) -> int:
        """Write what was changed, and nothing else; how many ways."""
        changed = [form.corrected() for form in self.forms if form.has_changed()]
        back = within if self.back.cleaned_data["also_back"] else None
        return travel.correct(changed, now=now, also_back=back)


WAYS = forms.modelformset_factory(TravelTime, WayForm, formset=WaysForm, extra=0)
