"""What is typed about people: at the desk, by who answers for them, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import registering, tax_codes
from .contact_fields import LABELS, PLACES, channel_field, offer_channels, refuse_unreachable
from .models import Person
from .models.persons import FOLLOW_PEOPLE
from .outbox import preferring
from .residence import ResidenceField, residence_of
from .rules import years_before
from .telephones import dialable

if TYPE_CHECKING:
    from datetime import date

    from .models import User
    from .registering import Remark

OLDEST = 120
DESK_FIELDS = ("given_name", "family_name", "birth_date", "email", "codice_fiscale", "needs")
DAYS = ("%d/%m/%Y", "%d%m%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
TAKEN = gettext_lazy(
    "C'è già una persona con questo codice fiscale: cerca prima, o chiedi all'amministrazione."
)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, typed as numbers: quicker by keyboard than any calendar."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
    wrong = {"invalid": gettext_lazy("Scrivi giorno, mese e anno: per esempio 31/12/1980 o 31121980.")}
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, error_messages=wrong, **options)


def words_field(**options: Any) -> forms.CharField:
    """A few lines of free words."""
    return forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **options
    )


class PersonForm(forms.ModelForm):
    """What every form about a person has in common."""

    phone = forms.CharField(
        label=gettext_lazy("Telefono"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    needs = words_field(
        label=gettext_lazy("Esigenze"),
        help_text=gettext_lazy("Allergie, disabilità, aiuti che servono: solo quello che serve davvero."),
    )

    is_refused_unreachable = True

    class Meta:
        model = Person
        fields = ("phone", "needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in ("given_name", "family_name"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if "residence" in self.fields:
            self.initial["residence"] = residence_of(self.instance)

    def clean_given_name(self) -> str:
        """One space between two names."""
        return " ".join(self.cleaned_data["given_name"].split())

    def clean_family_name(self) -> str:
        """One space between two names."""
        return " ".join(self.cleaned_data["family_name"].split())

    def clean_phone(self) -> str:
        """The number with its country's code; one that was there before stays as it is."""
        typed = self.cleaned_data["phone"]
        return dialable(typed) if "phone" in self.changed_data else typed

    def clean_birth_date(self) -> date | None:
        """A day of the past, of somebody who can be alive."""
        born, today = self.cleaned_data["birth_date"], timezone.localdate()
        if born is None:
            return None
        if born > today:
            raise ValidationError(_("La data di nascita deve essere nel passato: controlla l'anno."))
        if born < years_before(today, OLDEST):
            raise ValidationError(_("Avrebbe più di 120 anni: controlla l'anno."))
        return born

    def clean_codice_fiscale(self) -> str:
        """A whole code that nobody else has; one that was there before stays as it is."""
        typed = self.cleaned_data["codice_fiscale"]
        if not typed or "codice_fiscale" not in self.changed_data:
            return typed
        code = tax_codes.read(typed).text
        if registering.is_tax_code_taken(code, by_other_than=self.instance):
            raise ValidationError(TAKEN)
        return code

    def clean(self) -> dict[str, Any]:
        """Where they live becomes a comune or a zone; the codice fiscale tells the day of birth too, and must agree."""
        cleaned = super().clean()
        if cleaned.get("residence"):
            self.instance.comune, self.instance.zone = cleaned["residence"]
        born, code = cleaned.get("birth_date"), cleaned.get("codice_fiscale")
        # One that cannot be read, because its key is lost, stays as it is and is compared with nothing.
        is_code = bool(code) and len(code) == tax_codes.LENGTH
        if born and is_code and not tax_codes.read(code).agrees_with(born):
            self.add_error(
                "codice_fiscale",
                _("Il codice fiscale dice un'altra data di nascita: uno dei due è da correggere."),
            )
        if self.is_refused_unreachable:
            refuse_unreachable(self)
        return cleaned

    def look_at_first_mistake(self) -> None:
        """Put the cursor there, for who works with the keyboard alone; on a fresh page, in the first field."""
        wrong = [name for name in self.fields if name in self.errors]
        first = wrong[0] if wrong else next(iter(self.fields))
        self.fields[first].widget.attrs["autofocus"] = True


class DeskPersonForm(PersonForm):
    """A person, as the desk knows them."""

    birth_date = day_field(
        gettext_lazy("Data di nascita"), help_text=gettext_lazy("Anche senza barre: 12031946.")
    )
    residence = ResidenceField(label=gettext_lazy("Dove abita"))
    codice_fiscale = forms.CharField(
        label=gettext_lazy("Codice fiscale"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
    channel = channel_field(LABELS["channel"])
    field_order = (*DESK_FIELDS[:3], "residence", "phone", *DESK_FIELDS[3:], *PLACES[1:], "channel")

    class Meta:
        model = Person
        fields = (*DESK_FIELDS, *PLACES, "channel")
        labels = LABELS | {"email": gettext_lazy("E-mail")}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["residence"].load(nearest=by.scope(*FOLLOW_PEOPLE).zones)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if self.instance.account_id:
            # Who has an access is written to at its address, which only they change.
            del self.fields["email"]
        offer_channels(self)

    def remarks(self) -> list[Remark]:
        """What the operator should read before keeping what was typed."""
        changed = set(self.fields) if self.instance._state.adding else set(self.changed_data)
        return registering.remarks(self.instance, by=self.by, changed=changed)

    def keep(self) -> bool:
        """Write the person; False, with the reason beside the field, when somebody was quicker with the same code."""
        try:
            with transaction.atomic():
                registering.keep(self.instance)
                preferring.reroute(self.instance, now=timezone.now())
        except registering.TakenTaxCodeError:
            self.add_error("codice_fiscale", TAKEN)
            return False
        return True


class OwnDataForm(PersonForm):
    """One's own data; the birth date and the codice fiscale are the desk's to correct."""

    residence = ResidenceField(label=gettext_lazy("Dove abiti"))
    field_order = ("given_name", "family_name", "residence", "phone", "needs")

    class Meta:
        model = Person
        fields = ("given_name", "family_name", "phone", "needs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["residence"].load()
        tokens = {"given_name": "given-name", "family_name": "family-name", "phone": "tel"}
        for name, token in tokens.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    def save(self) -> Person:  # type: ignore[override]
        """Write the data; whoever had none and pressed twice has them already, from the first time."""
        # These columns only: the desk may be correcting the others in this moment.
        columns = None if self.instance._state.adding else (*self._meta.fields, "comune", "zone")
        try:
            with transaction.atomic():
                self.instance.save(update_fields=columns)
        except IntegrityError:
            if not self.instance._state.adding:
                raise
        return self.instance


class ChildForm(PersonForm):
    """What who answers for somebody keeps up to date."""

    # They do not choose how the other is told: where the telephone goes, the desk's choice goes with it.
    is_refused_unreachable = False

    def save(self) -> Person:  # type: ignore[override]
        """Write these columns only: the desk may be correcting the others in this moment."""
        self.instance.save(update_fields=self._meta.fields)
        return self.instance
