"""What is asked of who wants to help, and what who coordinates writes at each step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.telephones import dialable
from volunteers.models import InsurancePolicy, RegisterSection
from volunteers.path.ending import Because

if TYPE_CHECKING:
    from networking.models import Person

WRONG_DAY = {"invalid": _("Scrivi una data, come 31/12/1980.")}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ApplyForm(forms.Form):
    """Why, and how far; what is known already of `person` is not asked again."""

    motivation = forms.CharField(
        label=_("Perché vuoi aiutare"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bastano due righe. Le legge solo chi coordina."),
    )
    birth_date = forms.DateField(label=_("Data di nascita"), widget=_day(), error_messages=WRONG_DAY)
    phone = forms.CharField(
        label=_("Telefono"), max_length=30, help_text=_("Chi coordina ti chiama per conoscerti.")
    )
    max_travel_minutes = forms.IntegerField(
        label=_("Quanti minuti di viaggio vanno bene, al massimo"), min_value=5, max_value=180, initial=30
    )

    def __init__(self, data: Any = None, *, person: Person, is_own: bool = True) -> None:
        super().__init__(data)
        if not is_own:
            self.fields["motivation"].label = _("Perché vuole aiutare")
            self.fields["phone"].help_text = _("Chi coordina chiama per conoscersi.")
        if person.birth_date:
            del self.fields["birth_date"]
        if person.phone:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        """A number that can be called."""
        return dialable(self.cleaned_data["phone"])


class DayForm(forms.Form):
    """The day of a meeting or of a call."""

    on = forms.DateField(
        label=_("Giorno"), widget=_day(), initial=timezone.localdate, error_messages=WRONG_DAY
    )


class EnrolForm(forms.Form):
    """What the register asks for, and nothing else (note 809 of 20 January 2025)."""

    section = forms.ModelChoiceField(
        label=_("Sezione"), queryset=RegisterSection.objects.none(), empty_label=None
    )
    effective_on = forms.DateField(
        label=_("Dal giorno"), widget=_day(), initial=timezone.localdate, error_messages=WRONG_DAY
    )
    residence = forms.CharField(label=_("Residenza"), max_length=300)
    domicile = forms.CharField(label=_("Domicilio, se è un altro"), max_length=300, required=False)
    birth_place = forms.CharField(label=_("Luogo di nascita"), max_length=120)

    def __init__(self, data: Any = None, *, person: Person) -> None:
        lines = filter(None, (person.street, person.postcode, person.locality, str(person.comune or "")))
        super().__init__(data, initial={"residence": ", ".join(lines)})
        self.fields["section"].queryset = RegisterSection.objects.select_related("register", "seat")
        if person.codice_fiscale:
            del self.fields["birth_place"]


class CoverForm(forms.Form):
    """Which policy, from when."""

    policy = forms.ModelChoiceField(
        label=_("Polizza"), queryset=InsurancePolicy.objects.none(), empty_label=None
    )
    starts_on = forms.DateField(
        label=_("Dal giorno"),
        widget=_day(),
        error_messages=WRONG_DAY,
        help_text=_("Al più presto il giorno dopo l'iscrizione nel registro."),
    )

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"starts_on": today + timedelta(days=1)})
        self.fields["policy"].queryset = InsurancePolicy.objects.filter(ends_on__gt=today)


class WhyNotForm(forms.Form):
    """The reason of a no, in words that whoever is told no may read."""

    because = forms.ChoiceField(label=_("Perché"), choices=Because)
