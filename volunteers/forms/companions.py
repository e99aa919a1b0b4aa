"""How a meeting went, when the next one is, and how two people keep each other company."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.companions.noting import Words
from volunteers.companions.pairing import Terms
from volunteers.models import Companionship, CompanionshipNote, HelpKind, Weekday

if TYPE_CHECKING:
    from django.db.models import QuerySet

How, Going = CompanionshipNote.How, CompanionshipNote.Going
# The three great choices, and the two for when they did not meet.
TOLD = (
    (Going.WELL, _("Bene")),
    (Going.SO_SO, _("Così così")),
    (Going.WORRYING, _("Mi preoccupa")),
    (How.DID_NOT_ANSWER, _("Non ha risposto")),
    (How.DID_NOT_HAPPEN, _("Non ci siamo visti")),
)
# Three weeks of silence, or twice the rhythm of who meets seldom.
USUAL_ALERT = 21


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen from the calendar that the browser draws."""
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
    )


def hour_field(label: Any) -> forms.TimeField:
    """An hour of the day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class NoteForm(forms.Form):
    """«Com'è andata?»: one choice, and a line for who wants."""

    told = forms.ChoiceField(label=_("Com'è andata?"), choices=TOLD, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Vuoi aggiungere qualcosa?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Solo quello che serve: niente diagnosi."),
    )

    def words(self, form: str) -> Words:
        """What was said of a contact that was to be of that `form`."""
        told, line = self.cleaned_data["told"], self.cleaned_data["note"]
        return Words(form, told, line) if told in Going else Words(told, "", line)


class ContactForm(NoteForm):
    """A contact that nobody had planned: which, and on which day."""

    how = forms.ChoiceField(
        label=_("Come"),
        choices=[(each, each.label) for each in CompanionshipNote.HAPPENED],
    )
    day = day_field(_("Giorno"))

    field_order = ["how", "day", "told", "note"]


class MoveForm(forms.Form):
    """When one meeting is, instead of its usual time; it lasts as long."""

    to = day_field(_("Giorno"))
    start = hour_field(_("Dalle"))

    def hours(self, lasts: timedelta) -> tuple[time, time]:
        """From when to when, for a meeting that lasts so long; to midnight at most."""
        start = self.cleaned_data["start"]
        end = datetime.combine(date.min, start) + lasts
        return start, end.time() if end.date() == date.min else time(23, 59)


class TermsForm(forms.Form):
    """What help, how, how often and when; and the day on which they are introduced."""

    kind = forms.ModelChoiceField(
        label=_("Che aiuto è"), queryset=HelpKind.objects.none(), empty_label=_("Scegli")
    )
    form = forms.ChoiceField(label=_("Come"), choices=Companionship.Form)
    rhythm_days = forms.TypedChoiceField(
        label=_("Ogni quanto"), choices=Companionship.Rhythm, coerce=int, initial=Companionship.Rhythm.WEEKLY
    )
    weekday = forms.TypedChoiceField(label=_("Di solito il"), choices=Weekday, coerce=int)
    local_start = hour_field(_("Dalle"))
    local_end = hour_field(_("Alle"))
    first_on = day_field(
        _("Primo incontro"),
        help_text=_("Ci vai anche tu: li presenti. Può essere un altro giorno della settimana."),
    )
    alert_after_days = forms.IntegerField(
        label=_("Avvisami dopo giorni senza contatti"), min_value=7, max_value=120, initial=USUAL_ALERT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = _kinds()
        self.fields["alert_after_days"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """What the table would refuse, said beside its field."""
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cells.get("local_start"), cells.get("local_end")
        if start and end and end <= start:
            self.add_error("local_end", _("Finirebbe prima di cominciare."))
        kind = cells.get("kind")
        if kind is not None and kind.is_remote != (cells.get("form") == Companionship.Form.TELEPHONE):
            self.add_error(
                "form", _("Per le telefonate scegli un aiuto a distanza, per il resto uno in presenza.")
            )
        if cells.get("alert_after_days", USUAL_ALERT) < cells.get("rhythm_days", 0):
            self.add_error("alert_after_days", _("L'avviso partirebbe prima dell'incontro dopo."))
        return cells

    def terms(self) -> Terms:
        """What was chosen, but for the first day."""
        return Terms(**{name: self.cleaned_data[name] for name in Terms._fields})


class HandOverForm(TermsForm):
    """The same for who takes the place of another."""

    together = forms.BooleanField(
        label=_("Chi lascia viene anche al primo incontro"), required=False, initial=True
    )


class PauseForm(forms.Form):
    """Until when."""

    until = day_field(
        _("Si ricomincia il"), required=False, help_text=_("Vuoto: quando lo dici tu, da questa pagina.")
    )


def _kinds() -> QuerySet[HelpKind]:
    return HelpKind.objects.filter(is_with_frail_people=True, minors=HelpKind.Minors.NONE)
