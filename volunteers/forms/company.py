"""Asking for company: for oneself, or for who has said that they would like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Comune
from networking.telephones import dialable
from volunteers.models import CompanionshipWish

if TYPE_CHECKING:
    from datetime import datetime


class CompanyForm(forms.ModelForm):
    """A name, a telephone, a comune: the rest is said by voice."""

    is_for_another = forms.BooleanField(
        label=_("Lo chiedo per un'altra persona, che lo sa ed è d'accordo"), required=False
    )

    field_order = ["name", "phone", "comune", "is_for_another", "asked_by", "words"]

    class Meta:
        model = CompanionshipWish
        fields = ("name", "phone", "comune", "asked_by", "words")
        labels = {"asked_by": _("Chi sei tu, se chiedi per un'altra persona")}
        help_texts = {"phone": _("Il numero da chiamare: della persona, o il tuo.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "words": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = Comune.objects.in_order()
        self.fields["comune"].empty_label = _("Scegli")

    def clean_phone(self) -> str:
        """As machines dial it."""
        return dialable(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Nobody is asked for without knowing it; and who asks for another says who they are."""
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        if cells.get("asked_by") and not cells.get("is_for_another"):
            self.add_error(
                "is_for_another",
                _("Prima chiedi alla persona se lo vorrebbe: senza il suo sì non la chiamiamo."),
            )
        elif cells.get("is_for_another") and not cells.get("asked_by"):
            self.add_error("asked_by", _("Scrivi chi sei: quando chiamiamo lo diciamo."))
        return cells

    def keep(self, *, now: datetime) -> CompanionshipWish:
        """Keep it, waiting, from `now`."""
        wish: CompanionshipWish = self.save(commit=False)
        wish.asked_at = now
        wish.save()
        return wish
