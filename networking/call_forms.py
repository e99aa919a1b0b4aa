"""How a call went, as the operator says it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.rules import ITALY

from .models import NoticeTry
from .outbox.call_outcomes import OUTCOMES
from .outbox.hours import is_quiet
from .person_forms import day_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Notice

CALL_BACK = NoticeTry.Outcome.CALL_BACK
LABELS = {
    NoticeTry.Outcome.ANSWERED: gettext_lazy("Ha risposto: l'ho avvisata"),
    NoticeTry.Outcome.NO_ANSWER: gettext_lazy("Non risponde"),
    NoticeTry.Outcome.BUSY: gettext_lazy("È occupato"),
    NoticeTry.Outcome.MESSAGE_LEFT: gettext_lazy(
        "Ha risposto un'altra persona: ho chiesto di farmi richiamare"
    ),
    CALL_BACK: gettext_lazy("Chiede di essere richiamata in un altro momento"),
    NoticeTry.Outcome.WRONG_NUMBER: gettext_lazy("Il numero è sbagliato"),
}
FARTHEST = timedelta(days=30)


class CallOutcomeForm(forms.Form):
    """One press for how it went; a day and an hour only for whoever asks to be called again."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Com'è andata?"),
        choices=[(outcome, LABELS[outcome]) for outcome in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Scegli com'è andata.")},
    )
    day = day_field(
        gettext_lazy("Richiamare il giorno"),
        required=False,
        help_text=gettext_lazy("Solo se chiede di essere richiamata: per esempio 31/12/2026."),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Alle ore"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Tra le 8 e le 20: per esempio 10 o 10:30."),
        error_messages={"invalid": gettext_lazy("Scrivi l'ora: per esempio 10 o 10:30.")},
    )
    holder = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, notices: Iterable[Notice], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.now = now
        self.expires_at = min((each.expires_at for each in notices if each.expires_at), default=None)

    def clean(self) -> dict[str, Any]:
        """The moment to call again, where they ask for it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == CALL_BACK and not self.errors:
            try:
                cleaned["again_at"] = self._again_at(cleaned.get("day"), cleaned.get("hour"))
            except ValidationError as error:
                self.add_error("day", error)
        return cleaned

    def _again_at(self, day: Any, hour: Any) -> datetime:
        if day is None or hour is None:
            raise ValidationError(_("Scrivi quando richiamare: il giorno e l'ora."))
        moment = datetime.combine(day, hour, tzinfo=ITALY)
        if moment <= self.now:
            raise ValidationError(_("È già passato: scrivi un giorno e un'ora che devono venire."))
        if is_quiet(moment):
            raise ValidationError(_("Si telefona dalle 8 alle 20: scegli un'altra ora."))
        if day > localdate(self.now) + FARTHEST:
            raise ValidationError(_("È troppo lontano: non più di 30 giorni."))
        if self.expires_at and moment >= self.expires_at:
            told = _("Dopo il {day} alle {hour} non serve più: scegli un momento prima.")
            last = localtime(self.expires_at)
            raise ValidationError(told.format(day=f"{last:%d/%m/%Y}", hour=f"{last:%H:%M}"))
        return moment
