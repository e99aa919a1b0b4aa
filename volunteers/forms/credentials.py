"""What somebody has shown, written by who has seen it; paid work; how we know what they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networking.models import CredentialKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from volunteers.models import Volunteer, VolunteerLanguage, VolunteerSkill

NO_PAPER = _("Il documento non si carica e non si conserva: si guarda e si restituisce.")
SKILL, LANGUAGE = "skill_{}", "language_{}"


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GrantForm(forms.Form):
    """Outcome and dates, never the paper (LR-V11): there is no field for a file, and one that comes is refused."""

    kind = forms.ChoiceField(label=_("Che cosa hai visto"), choices=CredentialKind)
    issued_on = forms.DateField(label=_("Data del certificato o del corso"), widget=_day())
    expires_on = forms.DateField(
        label=_("Scade il"),
        required=False,
        widget=_day(),
        help_text=_("Solo se c'è scritto. Altrimenti il giorno lo dice la regola."),
    )
    source = forms.CharField(
        label=_("Da che cosa risulta"),
        max_length=120,
        required=False,
        help_text=_("Per esempio «certificato visto a Norcia». Mai che cosa c'è scritto dentro."),
    )

    def clean(self) -> dict[str, Any]:
        """Nobody hands in the paper itself."""
        cells: dict[str, Any] = super().clean() or self.cleaned_data
        if self.files:
            raise ValidationError(NO_PAPER)
        return cells


class PaidWorkForm(forms.Form):
    """From when to when the ente pays them; both empty, it does not."""

    begins = forms.DateField(label=_("Lavora per l'ente dal"), required=False, widget=_day())
    ends = forms.DateField(
        label=_("Fino al"),
        required=False,
        widget=_day(),
        help_text=_("Quel giorno non ci lavora più. Vuoto: non si sa ancora."),
    )

    def __init__(self, data: Any = None, *, volunteer: Volunteer) -> None:
        initial = {"begins": volunteer.paid_from, "ends": volunteer.paid_until}
        super().__init__(data, initial=initial)


class EvidenceForm(forms.Form):
    """For each skill and each language that somebody told, how we know it."""

    def __init__(
        self,
        data: Any = None,
        *,
        skills: Collection[VolunteerSkill],
        languages: Collection[VolunteerLanguage],
    ) -> None:
        super().__init__(data)
        for pattern, rows in ((SKILL, skills), (LANGUAGE, languages)):
            for row in rows:
                self.fields[pattern.format(row.pk)] = forms.CharField(
                    label=str(row),
                    max_length=200,
                    required=False,
                    initial=row.evidence,
                    help_text=_("Per esempio «insegnante in pensione». Il documento non si conserva."),
                )
        self.skill_ids = [row.pk for row in skills]
        self.language_ids = [row.pk for row in languages]

    def said(self) -> dict[str, dict[int, str]]:
        """What `telling_what.know` writes."""
        cells = self.cleaned_data
        return {
            "skills": {pk: cells[SKILL.format(pk)] for pk in self.skill_ids},
            "languages": {pk: cells[LANGUAGE.format(pk)] for pk in self.language_ids},
        }
