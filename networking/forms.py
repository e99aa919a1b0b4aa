"""What people type on the ground's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Comune, PageReport

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


# Where reports about accessibility stand: staff tell them from the others by it.
ACCESSIBILITY_PAGE = "/accessibilita/"


class ComuneChoiceForm(forms.Form):
    """The comune a person wants remembered."""

    comune = forms.ModelChoiceField(
        Comune.objects.in_order(), label=_("Comune"), to_field_name="slug", empty_label=_("Scegli il comune")
    )


class DataCopyForm(forms.Form):
    """Whose data somebody asks a copy of, among `people`."""

    person = forms.ModelChoiceField(None, label=_("Di chi"))

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class PageReportForm(forms.ModelForm):
    """A problem met on a page."""

    class Meta:
        model = PageReport
        fields = ("path", "message", "email")
        labels = {
            "path": _("Pagina"),
            "message": _("Che cosa non va?"),
            "email": _("La tua e-mail, se vuoi una risposta"),
        }
        help_texts = {"message": _("Scrivi che cosa volevi fare e che cosa è successo.")}
        widgets = {
            "message": forms.Textarea(attrs={"rows": 5}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {"message": {"required": _("Scrivi che cosa non va: bastano poche parole.")}}

    def save(self, *, now: datetime) -> PageReport:  # type: ignore[override]
        """Keep the report, with the moment it came in."""
        report = super().save(commit=False)
        report.reported_at = now
        report.save()
        return report


class AccessibilityReportForm(PageReportForm):
    """What somebody cannot do on the portal; the page they name in their own words."""

    class Meta(PageReportForm.Meta):
        fields = ("message", "email")
        labels = PageReportForm.Meta.labels | {"message": _("Che cosa non riesci a fare?")}
        help_texts = {
            "message": _(
                "Scrivi in quale pagina e, se vuoi, con quale ausilio: lettore di schermo, tastiera…"
            )
        }

    def save(self, *, now: datetime) -> PageReport:
        """Keep the report as one about accessibility."""
        self.instance.path = ACCESSIBILITY_PAGE
        return super().save(now=now)
