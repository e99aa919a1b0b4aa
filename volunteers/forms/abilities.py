"""What one can do, in which languages, and what one would rather do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import Language
from volunteers import telling_what
from volunteers.models import HelpKind, Level, Preference, Skill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from volunteers.models import Volunteer

SKILL, KIND = "skill_{}", "kind_{}"


class AbilitiesForm(forms.Form):
    """A choice for each skill and each kind of help that there is, and a box for each language."""

    languages = forms.ModelMultipleChoiceField(
        label=_("In quali lingue puoi aiutare, oltre all'italiano"),
        queryset=Language.objects.exclude(code="it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, volunteer: Volunteer) -> None:
        super().__init__(data, initial={"languages": telling_what.languages_of(volunteer)})
        self.known_skills, self.known_kinds = list(Skill.objects.all()), list(HelpKind.objects.all())
        levels = [("", _("no, o non so")), *Level.choices]
        likings = [("", _("non l'ho ancora detto")), *reversed(Preference.Liking.choices)]
        self._ask(SKILL, self.known_skills, levels, telling_what.skills_of(volunteer))
        self._ask(KIND, self.known_kinds, likings, telling_what.likings_of(volunteer))

    def _ask(self, name: str, rows: Iterable[Model], choices: list[Any], said: telling_what.Said) -> None:
        for row in rows:
            self.fields[name.format(row.pk)] = forms.TypedChoiceField(
                label=str(row),
                choices=choices,
                coerce=int,
                empty_value=None,
                initial=said.get(row.pk, ""),
                required=False,
            )

    @property
    def skills(self) -> list[forms.BoundField]:
        """The choice of each skill."""
        return [self[SKILL.format(row.pk)] for row in self.known_skills]

    @property
    def kinds(self) -> list[forms.BoundField]:
        """The choice of each kind of help."""
        return [self[KIND.format(row.pk)] for row in self.known_kinds]

    def said(self) -> dict[str, Any]:
        """What `telling_what.tell` writes."""
        return {
            "skills": self._answers(SKILL, self.known_skills),
            "likings": self._answers(KIND, self.known_kinds),
            "languages": [language.pk for language in self.cleaned_data["languages"]],
        }

    def _answers(self, name: str, rows: Iterable[Model]) -> telling_what.Said:
        answers = {row.pk: self.cleaned_data[name.format(row.pk)] for row in rows}
        return {pk: answer for pk, answer in answers.items() if answer is not None}
