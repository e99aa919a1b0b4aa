"""A thank-you in one's own words, to one or to many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection

    from volunteers.models import Volunteer

ALL, SOME = "all", "some"


class ThanksForm(forms.Form):
    """The words, and to whom. `letter` is drawn with the page: pressed twice, it is one letter."""

    words = forms.CharField(
        label=_("Le tue parole"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Due righe semplici, come le diresti a voce. Le legge solo chi ringrazi."),
    )
    whom = forms.ChoiceField(
        label=_("A chi"),
        choices=[(SOME, _("A chi scelgo qui sotto")), (ALL, _("A tutte le persone di questa pagina"))],
        widget=forms.RadioSelect,
        initial=SOME,
    )
    people = forms.MultipleChoiceField(
        label=_("Persone"), required=False, widget=forms.CheckboxSelectMultiple
    )
    letter = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, volunteers: Collection[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(each.pk): each for each in volunteers}
        self.fields["people"].choices = [(key, str(each)) for key, each in self.by_id.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("whom") == SOME and not cleaned.get("people") and "people" not in self.errors:
            self.add_error("people", _("Scegli almeno una persona."))
        return cleaned

    def chosen(self) -> list[Volunteer]:
        """Whom to thank."""
        if self.cleaned_data["whom"] == ALL:
            return list(self.by_id.values())
        return [self.by_id[each] for each in self.cleaned_data["people"]]
