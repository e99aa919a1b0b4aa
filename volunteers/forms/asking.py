"""What who coordinates writes of a turn: what it is, what it asks, when and where, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networking.models import Comune
from services.models import Language, Place
from volunteers.asking.changing import COLUMNS
from volunteers.asking.moving import Where
from volunteers.asking.requiring import Requirements
from volunteers.models import HelpKind, HelpRequest, Level, Priority, Skill

if TYPE_CHECKING:
    from networking.models.scope import Scope

# More than so many are a whole village: it would be a slip of the finger.
MOST_PLACES = 60


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _hour() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class WhatForm(forms.Form):
    """What the turn is, how many it wants, what it asks."""

    kind = forms.ModelChoiceField(label=_("Che aiuto è"), queryset=HelpKind.objects.all())
    title = forms.CharField(
        label=_("Titolo"), max_length=120, help_text=_("Per esempio «Compiti insieme in biblioteca».")
    )
    story = forms.CharField(
        label=_("Che cosa si fa"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Poche righe per chi aiuta. Senza nomi e senza notizie sulla salute: lo leggono tutti."),
    )
    places = forms.IntegerField(
        label=_("Quante persone servono"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    minimum_team = forms.IntegerField(
        label=_("Almeno quante"), min_value=1, initial=1, help_text=_("Con meno non si fa.")
    )
    priority = forms.TypedChoiceField(
        label=_("Quanto è urgente"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    by_proposal_only = forms.BooleanField(
        label=_("Nessuno si segna da sé: chiedo io"),
        required=False,
        help_text=_("Il turno si legge lo stesso."),
    )
    languages = forms.ModelMultipleChoiceField(
        label=_("Lingue che servono"),
        queryset=Language.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        levels = [("", _("non serve")), *((level.value, level.label) for level in Level)]
        self.skills = {f"skill_{each.pk}": each for each in Skill.objects.all()}
        for name, skill in self.skills.items():
            self.fields[name] = forms.TypedChoiceField(
                label=_("Saper fare: %(skill)s") % {"skill": skill.name},
                choices=levels,
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """As many as are indispensable, at least."""
        said = super().clean() or self.cleaned_data
        places, least = said.get("places"), said.get("minimum_team")
        if places and least and least > places:
            self.add_error("minimum_team", _("Non più delle persone che servono."))
        return said

    def what(self) -> dict[str, Any]:
        """By column."""
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def requirements(self) -> Requirements:
        """What is asked of who comes."""
        said = {skill.pk: self.cleaned_data[name] for name, skill in self.skills.items()}
        skills = {pk: level for pk, level in said.items() if level}
        return Requirements(skills, [each.pk for each in self.cleaned_data["languages"]])


class WhereForm(forms.Form):
    """When and where: only where one coordinates."""

    comune = forms.ModelChoiceField(label=_("Comune"), queryset=Comune.objects.none())
    place = forms.ModelChoiceField(
        label=_("Luogo"), queryset=Place.objects.none(), required=False, empty_label=_("lo dico a chi viene")
    )
    local_date = forms.DateField(
        label=_("Giorno"), widget=_day(), error_messages={"invalid": _("Scrivi una data, come 31/12/2026.")}
    )
    local_start = forms.TimeField(label=_("Dalle"), widget=_hour())
    local_end = forms.TimeField(
        label=_("Alle"), widget=_hour(), help_text=_("Se è prima dell'inizio, finisce il giorno dopo.")
    )

    def __init__(self, data: Any = None, *, scope: Scope, **given: Any) -> None:
        super().__init__(data, **given)
        here = [each.pk for each in Comune.objects.select_related("zone") if scope.holds(each)]
        self.fields["comune"].queryset = Comune.objects.in_order().filter(pk__in=here)
        places = (
            Place.objects.filter(comune__in=here).select_related("comune").order_by("comune__name", "name")
        )
        self.fields["place"].queryset = places

    def clean(self) -> dict[str, Any]:
        """A place of that comune, and a turn that lasts."""
        said = super().clean() or self.cleaned_data
        place, comune = said.get("place"), said.get("comune")
        if place and comune and place.comune_id != comune.pk:
            self.add_error(
                "place", _("Questo luogo è in un altro comune: %(comune)s.") % {"comune": place.comune}
            )
        if said.get("local_start") and said.get("local_start") == said.get("local_end"):
            self.add_error("local_end", _("Il turno deve durare qualche minuto."))
        return said

    def where(self) -> dict[str, Any]:
        """By column."""
        names = ("comune", "place", "local_date", "local_start", "local_end")
        return {name: self.cleaned_data[name] for name in names}

    def to(self) -> Where:
        """Where a turn moves."""
        said = self.cleaned_data
        return Where(
            said["local_date"], said["local_start"], said["local_end"], said["comune"], said["place"]
        )


class RepeatForm(forms.Form):
    """Every how many weeks, until when."""

    every_weeks = forms.TypedChoiceField(
        label=_("Ogni quanto"),
        choices=((1, _("ogni settimana")), (2, _("ogni due settimane")), (4, _("ogni quattro settimane"))),
        coerce=int,
    )
    until = forms.DateField(label=_("Fino al"), widget=_day(), help_text=_("Al massimo un anno."))

    def __init__(self, data: Any = None, *, turn: HelpRequest) -> None:
        super().__init__(data)
        self.turn = turn

    def clean_until(self) -> Any:
        """After the turn itself."""
        until = self.cleaned_data["until"]
        if until <= self.turn.local_date:
            raise ValidationError(_("Scegli un giorno dopo quello del turno."))
        return until
