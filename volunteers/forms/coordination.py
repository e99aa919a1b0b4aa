"""Which part of one's own territory the desk shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Comune

if TYPE_CHECKING:
    from networking.models.scope import Scope


class WhereForm(forms.Form):
    """A zone, or a comune: only those that one coordinates. What is not one of them is not chosen."""

    zona = forms.ChoiceField(label=_("Zona"), required=False)
    comune = forms.ChoiceField(label=_("Comune"), required=False)

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data)
        self.comuni = [each for each in Comune.objects.in_order().select_related("zone") if scope.holds(each)]
        zones = {str(each.zone.number): str(each.zone) for each in self.comuni}
        self.fields["zona"].choices = [("", _("tutte")), *sorted(zones.items())]
        self.fields["comune"].choices = [("", _("tutti")), *((each.slug, each.name) for each in self.comuni)]

    def chosen(self) -> list[Comune] | None:
        """The comuni to show; None for all of one's own territory."""
        self.is_valid()
        zone, slug = self.cleaned_data.get("zona"), self.cleaned_data.get("comune")
        if not zone and not slug:
            return None
        in_zone = [each for each in self.comuni if not zone or str(each.zone.number) == zone]
        return [each for each in in_zone if not slug or each.slug == slug]
