"""What is needed where: the two questions of the public page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Comune
from volunteers.models import HelpKind


class NeedsForm(forms.Form):
    """A comune and a kind of help. What is neither is not chosen: an old address still shows a page."""

    comune = forms.ModelChoiceField(
        label=_("Dove"),
        queryset=Comune.objects.in_order(),
        to_field_name="slug",
        required=False,
        empty_label=_("in tutti i comuni"),
    )
    aiuto = forms.ModelChoiceField(
        label=_("Che aiuto"),
        queryset=HelpKind.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti gli aiuti"),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, use_required_attribute=False)
        self.is_valid()

    def address(self) -> str:
        """What an address of the same choice begins with, for what is to follow."""
        said = {name: field.slug for name, field in self.cleaned_data.items() if field is not None}
        return f"?{urlencode(said)}&" if said else "?"

    def chosen(self) -> dict[str, Any]:
        """By column, only what was chosen."""
        said = {"comune": self.cleaned_data.get("comune"), "kind": self.cleaned_data.get("aiuto")}
        return {name: value for name, value in said.items() if value is not None}
