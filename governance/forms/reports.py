"""What one says to begin a report, and what one writes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.indicators import period_words
from governance.indicators.periods import Period, Span
from governance.models import MonitoringReport, Publication
from networking.models import Zone

if TYPE_CHECKING:
    from datetime import date


class NewReportForm(forms.Form):
    """Of which days, and for which zone: only of days of which something was published."""

    period = forms.ChoiceField(
        label=_("Periodo"),
        error_messages={
            "required": _("Scegli il periodo."),
            "invalid_choice": _("Scegli un periodo dell'elenco."),
        },
    )
    zone = forms.ModelChoiceField(
        label=_("Per chi"),
        queryset=Zone.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutto il territorio"),
        error_messages={"invalid_choice": _("Scegli una zona dell'elenco.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.periods = {_key(each): each for each in _published()}
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (key, period_words.name(each)) for key, each in self.periods.items()
        ]

    def clean_period(self) -> Period:
        return self.periods[self.cleaned_data["period"]]


class SummaryForm(forms.ModelForm):
    """The words with which a report begins."""

    class Meta:
        model = MonitoringReport
        fields = ["summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 16})}
        error_messages = {
            "summary": {"required": _("Scrivi almeno una frase: è la prima cosa che si legge.")}
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.fields["summary"].label = _("In breve")
        self.fields["summary"].help_text = _("Una riga vuota comincia un altro paragrafo.")


def _published() -> list[Period]:
    """The periods of which something was published, the newest first, the longer before the shorter."""
    rows = Publication.objects.public().values_list(
        "reading__span", "reading__first_day", "reading__last_day"
    )
    found = {Period(Span(span), first, last) for span, first, last in rows.distinct()}
    return sorted(found, key=_newest)


def _newest(period: Period) -> tuple[int, date]:
    return -period.last.toordinal(), period.first


def _key(period: Period) -> str:
    return f"{period.first:%Y-%m-%d}/{period.last:%Y-%m-%d}"
