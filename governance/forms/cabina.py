"""What one looks for in the Cabina, and among the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Body
from networking.models import Comune
from networking.papers import Asked

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ComuneForm(forms.Form):
    """The decisions of a comune."""

    comune = forms.ModelChoiceField(
        label=_("Decisioni che riguardano"),
        queryset=Comune.objects.in_order(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti i comuni"),
    )


class PapersForm(forms.Form):
    """Which papers one looks for."""

    organo = forms.ModelChoiceField(
        label=_("Organo"),
        queryset=Body.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    anno = forms.IntegerField(label=_("Anno"), min_value=2000, max_value=2100, required=False)
    tipo = forms.ChoiceField(label=_("Che cosa"), required=False)

    def __init__(
        self, *args: Any, bodies: QuerySet[Body], kinds: list[tuple[str, Any]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["organo"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["tipo"].choices = [("", _("tutto")), *kinds]  # type: ignore[attr-defined]

    def asked(self) -> tuple[Asked, str]:
        """What is looked for, and of which kind; what is wrong is as if it were not asked."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        body = said.get("organo")
        return Asked(body.slug if body else None, said.get("anno")), said.get("tipo") or ""
