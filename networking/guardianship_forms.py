"""What is typed at the desk about who answers for whom. Less than every right asks for the document that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .limiting import Document, Rights
from .models import Guardianship
from .person_forms import day_field

if TYPE_CHECKING:
    from datetime import date, datetime

    from .models import User

NEEDED = gettext_lazy("Un diritto si limita o finisce solo con un documento che hai visto: scrivi quale.")
SEEN = gettext_lazy("Senza il documento davanti non si può fare.")


class DocumentFields(forms.Form):
    """Which document was seen."""

    proof = forms.CharField(
        label=gettext_lazy("Documento visto"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Quale: «decreto del tribunale di Spoleto n. 12/2026». Non che cosa racconta."
        ),
    )
    proof_date = day_field(gettext_lazy("Data del documento"), required=False)
    is_seen = forms.BooleanField(label=gettext_lazy("Ho il documento davanti e l'ho letto"), required=False)

    def insist_on_document(self) -> None:
        """Put beside each field what is missing of the document."""
        cells = self.cleaned_data
        for name, why in (("proof", NEEDED), ("proof_date", NEEDED), ("is_seen", SEEN)):
            if not cells.get(name) and name not in self.errors:
                self.add_error(name, why)
        day = cells.get("proof_date")
        if day and day > timezone.localdate():
            self.add_error("proof_date", _("Il documento non può essere di un giorno che deve venire."))

    def document(self, *, seen_by: User, now: datetime) -> Document:
        """What was typed, seen by whom and when."""
        cells = self.cleaned_data
        return Document(cells["proof"], cells["proof_date"], seen_by, now)


class GuardianshipForm(DocumentFields, forms.ModelForm):
    """How somebody answers for somebody else, and from when to when."""

    starts_on = day_field(gettext_lazy("Dal"))
    ends_on = day_field(
        gettext_lazy("Fino al"),
        required=False,
        help_text=gettext_lazy(
            "Quel giorno non vale più. Per genitori e affidatari finisce da sé a 18 anni."
        ),
    )
    field_order = (
        "kind",
        "can_book",
        "can_collect",
        "starts_on",
        "ends_on",
        "proof",
        "proof_date",
        "is_seen",
    )

    class Meta:
        model = Guardianship
        fields = ("kind", "can_book", "can_collect", "starts_on", "ends_on")
        widgets = {"kind": forms.RadioSelect}
        labels = {"kind": gettext_lazy("Chi è")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        # A ModelForm looks at the row first, which says nothing yet.
        self.initial["starts_on"] = self.instance.starts_on or timezone.localdate()
        self.fields["proof"].help_text = _("Serve solo se una delle due caselle qui sopra è vuota.")

    def clean(self) -> dict[str, Any]:
        """Without one of the two rights, the document."""
        cells = super().clean() or self.cleaned_data
        if not (cells.get("can_book") and cells.get("can_collect")):
            self.insist_on_document()
        return cells

    def write_document(self, *, seen_by: User, now: datetime) -> None:
        """Put the document on the row, where one was typed."""
        if self.cleaned_data.get("proof") and self.cleaned_data.get("proof_date"):
            self.document(seen_by=seen_by, now=now).write_on(self.instance)


class EndingForm(DocumentFields):
    """From when somebody no longer answers."""

    ends_on = day_field(
        gettext_lazy("Da quale giorno non risponde più"),
        help_text=gettext_lazy("Se non ha mai risposto davvero, scrivi il giorno in cui sarebbe cominciato."),
    )
    field_order = ("ends_on", "proof", "proof_date", "is_seen")

    def __init__(self, *args: Any, tie: Guardianship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.tie = tie
        self.fields["ends_on"].initial = timezone.localdate()

    def clean_ends_on(self) -> date:
        """Not before it began, nor later than it already ends."""
        day = self.cleaned_data["ends_on"]
        if day < self.tie.starts_on:
            raise ValidationError(
                _("È cominciata il %(day)s: non può finire prima.")
                % {"day": f"{self.tie.starts_on:%d/%m/%Y}"}
            )
        if self.tie.ends_on and day > self.tie.ends_on:
            raise ValidationError(
                _("Finisce già il %(day)s: scrivi un giorno prima.") % {"day": f"{self.tie.ends_on:%d/%m/%Y}"}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Never without the document."""
        self.insist_on_document()
        return self.cleaned_data


class RightsForm(DocumentFields):
    """What somebody may do from a day on, and until when."""

    can_book = forms.BooleanField(label=gettext_lazy("Può prenotare"), required=False)
    can_collect = forms.BooleanField(label=gettext_lazy("Può venire a prendere"), required=False)
    on = day_field(gettext_lazy("Dal"))
    until = day_field(
        gettext_lazy("Fino al"),
        required=False,
        help_text=gettext_lazy("Da quel giorno torna com'era prima. Vuoto: non torna da sé."),
    )
    field_order = ("can_book", "can_collect", "on", "until", "proof", "proof_date", "is_seen")

    def __init__(self, *args: Any, tie: Guardianship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.initial = {
            "can_book": tie.can_book,
            "can_collect": tie.can_collect,
            "on": timezone.localdate(),
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """Never without the document, not even to give a right back."""
        self.insist_on_document()
        return self.cleaned_data

    @property
    def rights(self) -> Rights:
        """What was chosen."""
        return Rights(self.cleaned_data["can_book"], self.cleaned_data["can_collect"])
