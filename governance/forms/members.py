"""What is typed about members: by who asks to join, by who keeps the book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Body, Decision, FeePayment
from networking.upload_forms import UploadField
from networking.uploads import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from governance.models import MemberBook
    from networking.models import Person

CHOOSING = "le decisioni degli organi di un'associazione, per chi ne tiene il libro"
ORGANS = (Body.Kind.BOARD, Body.Kind.ASSEMBLY)
WRONG_DAY = {"invalid": _("Scrivi il giorno come 31/12/2026.")}


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=WRONG_DAY, **options)


class ApplyForm(forms.Form):
    """Who asks to join, and why."""

    person = forms.ChoiceField(label=_("Per chi"))
    reasons = forms.CharField(
        label=_("Perché vuoi associarti"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Se vuoi: due parole bastano."),
    )
    accepts = forms.BooleanField(
        label=_("Ho letto che cosa vuol dire associarsi, e mi impegno a rispettare lo statuto"),
        error_messages={"required": _("Senza questo impegno la domanda non si può mandare.")},
    )

    def __init__(self, *args: Any, people: Iterable[Person], label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        self.fields["person"].choices = [(pk, each.full_name) for pk, each in self.people.items()]
        self.fields["person"].label = label or self.fields["person"].label

    def chosen(self) -> Person:
        """The person chosen in `person`."""
        return self.people[self.cleaned_data["person"]]


class DecisionForm(forms.Form):
    """A decision of an organ of the association, the last first."""

    decision = forms.ModelChoiceField(
        label=_("Con quale decisione"),
        queryset=Decision.objects.none(),
        empty_label=_("Scegli"),
        error_messages={"required": _("Scegli la decisione."), "invalid_choice": _("Scegli dall'elenco.")},
    )

    def __init__(self, *args: Any, book: MemberBook, kinds: Iterable[str] = ORGANS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Decision.objects.for_everyone(reason=CHOOSING).filter(
            body__organization=book.organization_id, body__kind__in=list(kinds), state=Decision.State.ADOPTED
        )
        field = self.fields["decision"]
        field.queryset = ours.select_related("body").order_by("-adopted_at")
        field.label_from_instance = lambda each: f"{each.body}: {each}"


class AnswerForm(DecisionForm):
    """The answer to an application."""

    answer = forms.ChoiceField(
        label=_("Risposta"),
        choices=[("admit", _("La domanda è accolta")), ("refuse", _("La domanda non è accolta"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli la risposta.")},
    )
    because = forms.CharField(
        label=_("Se non è accolta, perché"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo legge chi ha fatto domanda."),
    )


class FeeForm(DecisionForm):
    """The fee of a year."""

    year = forms.IntegerField(label=_("Anno"), min_value=2000, max_value=2100)
    amount = forms.DecimalField(
        label=_("Quota in euro"), min_value=0, max_digits=6, decimal_places=2, localize=True
    )
    due_on = _day(_("Da versare entro il"))


class PayForm(forms.Form):
    """A payment."""

    paid_on = _day(_("Versata il"))
    method = forms.ChoiceField(
        label=_("Come"), choices=FeePayment.Method.choices, widget=forms.RadioSelect, initial="cash"
    )


class BecauseForm(forms.Form):
    """Why something is undone."""

    because = forms.CharField(
        label=_("Perché la annulli"),
        max_length=300,
        error_messages={"required": _("Scrivi perché la annulli.")},
    )


class ChargeForm(forms.Form):
    """What is held against a member."""

    reasons = forms.CharField(
        label=_("Che cosa si contesta"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Fatti e date, come si scriverebbero in una lettera. Li legge la persona."),
    )
    hearing_on = _day(_("Fino a che giorno può rispondere"))


class VerdictForm(DecisionForm):
    """How a charge ends."""

    outcome = forms.ChoiceField(
        label=_("Com'è finita"),
        choices=[("kept", _("Resta nell'associazione")), ("excluded", _("È esclusa o escluso"))],
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(
        label=_("Che cosa ha risposto"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Se non ha risposto, scrivilo: «Non ha risposto»."),
    )


class BookCorrectionForm(forms.Form):
    """How somebody is to be written."""

    name = forms.CharField(label=_("Nome e cognome"), max_length=170)
    birth_date = _day(_("Data di nascita"), required=False)
    residence = forms.CharField(label=_("Residenza"), max_length=300, required=False)
    words = forms.CharField(label=_("Che cosa si rettifica, e perché"), max_length=400)


class AccountsForm(DecisionForm):
    """The accounts of a year."""

    year = forms.IntegerField(label=_("Anno"), min_value=2000, max_value=2100)
    upload = UploadField(label=_("Il bilancio (PDF)"), kinds=(PDF,))
    workers = forms.IntegerField(
        label=_("Persone che lavoravano per l'associazione il 31 dicembre"), min_value=0, required=False
    )

    def __init__(self, *args: Any, book: MemberBook, **kwargs: Any) -> None:
        super().__init__(*args, book=book, kinds=(Body.Kind.ASSEMBLY,), **kwargs)

    def clean_year(self) -> int:
        """A year that has ended."""
        year: int = self.cleaned_data["year"]
        if year >= timezone.localdate().year:
            raise forms.ValidationError(_("Quest'anno non è ancora finito."))
        return year


class DepositForm(forms.Form):
    """The deposit with the RUNTS."""

    on = _day(_("Depositato il"))
    number = forms.CharField(label=_("Numero di protocollo"), max_length=80, required=False)
