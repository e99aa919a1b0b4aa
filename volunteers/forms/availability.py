"""When one can: the usual week, how much, the days that are different."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from volunteers.free_hours import PARTS
from volunteers.models import AvailabilityException, PartOfDay, Volunteer, Weekday

if TYPE_CHECKING:
    from collections.abc import Collection

    from volunteers.telling_when import Part

DAY = "day_{}"
# How much one may offer: beyond these it is a slip of the finger.
BOUNDS = {"max_travel_minutes": (5, 180), "max_hours_a_week": (1, 40), "max_turns_a_month": (1, 31)}
WHOLE_DAY = "day"
TOO_LITTLE, TOO_MUCH = _("Almeno %(limit_value)s."), _("Al massimo %(limit_value)s.")
AS_FAR_AS = timedelta(days=366)


class WeekForm(forms.ModelForm):
    """A box for each part of each day, and how far and how often at most."""

    class Meta:
        model = Volunteer
        fields = tuple(BOUNDS)
        labels = {
            "max_travel_minutes": _("Quanti minuti di viaggio, al massimo"),
            "max_hours_a_week": _("Non più di quante ore alla settimana"),
            "max_turns_a_month": _("Non più di quanti turni al mese"),
        }
        help_texts = {
            "max_travel_minutes": _("Solo l'andata, in auto. Con 15 minuti resti vicino a casa."),
        }

    def __init__(self, *args: Any, week: Collection[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            field = self.fields[name]
            field.widget.attrs |= {"inputmode": "numeric", "min": least, "max": most}
            field.validators += [MinValueValidator(least, TOO_LITTLE), MaxValueValidator(most, TOO_MUCH)]
        for weekday in Weekday:
            self.fields[DAY.format(weekday)] = forms.MultipleChoiceField(
                label=weekday.label,
                choices=[(part.value, _with_hours(part)) for part in PartOfDay],
                initial=[part for day, part in week if day == weekday],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def days(self) -> list[forms.BoundField]:
        """The boxes, a field for each day of the week."""
        return [self[DAY.format(weekday)] for weekday in Weekday]

    @property
    def limits(self) -> list[forms.BoundField]:
        """How far and how often at most."""
        return [self[name] for name in BOUNDS]

    def week(self) -> set[Part]:
        """What was ticked."""
        return {
            (weekday.value, part) for weekday in Weekday for part in self.cleaned_data[DAY.format(weekday)]
        }


class DaysForm(forms.ModelForm):
    """Days that are not like the others."""

    is_available = forms.TypedChoiceField(
        label=_("In quei giorni"),
        choices=[("no", _("non posso")), ("yes", _("posso, anche se di solito no"))],
        coerce=lambda said: said == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AvailabilityException
        fields = ("is_available", "first_day", "last_day", "part")
        labels = {
            "first_day": _("Dal giorno"),
            "last_day": _("Fino al giorno, compreso"),
            "part": _("Quando"),
        }
        help_texts = {"last_day": "", "part": ""}
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("first_day", "last_day")
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["part"] = forms.TypedChoiceField(
            label=_("Quando"),
            choices=[(WHOLE_DAY, _("tutto il giorno")), *((part, _with_hours(part)) for part in PartOfDay)],
            coerce=lambda said: "" if said == WHOLE_DAY else said,
            initial=WHOLE_DAY,
        )

    def clean(self) -> dict[str, Any]:
        """Days to come, in their order, within a year."""
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cells.get("first_day"), cells.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("L'ultimo giorno viene prima del primo."))
        elif last and last < self.today:
            self.add_error("last_day", _("Questi giorni sono già passati."))
        elif last and last > self.today + AS_FAR_AS:
            self.add_error("last_day", _("Scrivi al massimo un anno: il resto lo aggiungi più avanti."))
        return cells


def _with_hours(part: PartOfDay) -> str:
    first, last = PARTS[part.value]
    return _("%(part)s (%(first)s–%(last)s)") % {"part": part.label, "first": first.hour, "last": last.hour}
