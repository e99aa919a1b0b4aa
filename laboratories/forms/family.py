"""What families type about activities: school and class, why somebody will not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories.models import Grade, Presence, Schooling
from networking.models import Comune
from services.models import School

if TYPE_CHECKING:
    from networking.models import Person

# Classes are in these; offices of institutes and boarding schools are not.
WITH_CLASSES = (
    School.Level.NURSERY,
    School.Level.PRIMARY,
    School.Level.LOWER_SECONDARY,
    School.Level.UPPER_SECONDARY,
)


class ComuneForm(forms.Form):
    """In which comune the school is."""

    comune = forms.ModelChoiceField(
        label=gettext_lazy("In che comune è la scuola?"),
        queryset=Comune.objects.none(),
        to_field_name="slug",
        empty_label=gettext_lazy("Fuori dai 21 comuni"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["comune"].queryset = Comune.objects.order_by("name")


class SchoolingForm(forms.ModelForm):
    """School, from those of a comune or typed; class and section of this school year."""

    class Meta:
        model = Schooling
        fields = ("school", "school_name", "grade", "section")

    def __init__(self, *args: Any, comune: Comune | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        schools = (
            School.objects.filter(comune=comune, level__in=WITH_CLASSES) if comune else School.objects.none()
        )
        self.fields["school"].queryset = schools.select_related("comune").order_by("level", "name")
        self.fields["school"].label_from_instance = lambda row: (
            f"{row.name}, {row.get_level_display().lower()}"
        )
        self.fields["school"].empty_label = _("Non è in elenco")
        if comune is None or not schools.exists():
            del self.fields["school"]
        self.fields["grade"] = forms.TypedChoiceField(
            label=_("Che classe fa quest'anno?"), choices=[("", _("Scegli")), *Grade.choices], coerce=int
        )
        self.fields["section"].help_text = _("Se c'è: per esempio B.")

    def clean(self) -> dict[str, Any]:
        """A school from the list, or its name."""
        cells = super().clean() or self.cleaned_data
        if cells.get("school"):
            cells["school_name"] = ""
        elif not cells.get("school_name"):
            self.add_error("school_name", ValidationError(_("Scrivi come si chiama la scuola.")))
        else:
            cells["school"] = None
        return cells

    def keep(self, person: Person, *, year: str) -> Schooling:
        """Write what was typed, of this school year."""
        cells = {name: self.cleaned_data.get(name) for name in ("school", "school_name", "grade", "section")}
        rows = Schooling.objects.for_everyone(reason="la scuola che scrive chi risponde")
        row, _made = rows.update_or_create(person=person, defaults={**cells, "year": year})
        return row


class AbsenceForm(forms.Form):
    """Why somebody will not come."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Perché?"),
        choices=Presence.AbsenceReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Scegli un motivo.")},
        help_text=gettext_lazy("Non serve un certificato. Non conta mai contro di voi."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
