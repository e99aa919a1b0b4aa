"""What one can choose in the calendar; a wrong value never hides the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laboratories import nearness
from laboratories.models import Activity, Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from laboratories.models.sessions import SessionQuerySet
    from networking.models import Comune

OLDEST = 120
MOST_WORDS, LONGEST = 6, 100
SELECT = {"class": "form-select"}
INPUT = {"class": "form-control", "autocomplete": "off"}
SEARCHED = (
    "cycle__activity__title",
    "cycle__activity__summary",
    "cycle__name",
    "cycle__venue__place__locality",
    "cycle__activity__organization__name",
)


class SessionFilter(filters.FilterSet):
    """Sessions by comune, age, kind, audience, free places and words; names are those of the address."""

    q = filters.CharFilter(
        label=_("Che cosa cerchi"),
        method="with_words",
        max_length=LONGEST,
        widget=forms.TextInput({**INPUT, "type": "search"}),
    )
    comune = filters.ChoiceFilter(
        label=_("In quale comune"),
        method="in_comune",
        empty_label=_("Tutti i comuni"),
        widget=forms.Select(SELECT),
        error_messages={"invalid_choice": _("Questo comune non è fra i nostri: li mostriamo tutti.")},
    )
    vicini = filters.BooleanFilter(
        label=_("Anche nei comuni vicini"), method="as_it_is", widget=forms.CheckboxInput
    )
    eta = filters.NumberFilter(
        label=_("Quanti anni ha chi viene"),
        method="of_age",
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput({**INPUT, "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Scrivi l'età con un numero, per esempio 8."),
            "min_value": _("L'età non può essere meno di zero."),
            "max_value": _("Scrivi un'età fino a 120 anni."),
        },
    )
    tipo = filters.ChoiceFilter(
        label=_("Che tipo di attività"),
        field_name="cycle__activity__kind",
        choices=Activity.Kind.choices,
        empty_label=_("Tutte"),
        widget=forms.Select(SELECT),
        error_messages={"invalid_choice": _("Non conosciamo questo tipo: le mostriamo tutte.")},
    )
    per = filters.ChoiceFilter(
        label=_("Per chi"),
        field_name="cycle__activity__audience",
        choices=Activity.Audience.choices,
        empty_label=_("Chiunque"),
        widget=forms.Select(SELECT),
        error_messages={"invalid_choice": _("Non conosciamo questo gruppo: le mostriamo tutte.")},
    )
    liberi = filters.BooleanFilter(
        label=_("Solo con posti liberi"), method="with_free_seats", widget=forms.CheckboxInput
    )

    class Meta:
        model = Session
        fields: Sequence[str] = []

    def __init__(
        self,
        data: Any,
        queryset: SessionQuerySet,
        *,
        comuni: Sequence[Comune],
        has_kinds: bool,
        now: datetime,
    ) -> None:
        super().__init__(data, queryset)
        self.comuni, self.now = {comune.slug: comune for comune in comuni}, now
        self.filters["comune"].extra["choices"] = [(comune.slug, comune.name) for comune in comuni]
        if not has_kinds:
            del self.filters["tipo"]

    @property
    def chosen_comune(self) -> Comune | None:
        """The comune that was chosen."""
        return self.comuni.get(self._given("comune") or "")

    @property
    def is_active(self) -> bool:
        """Whether anything was chosen."""
        return any(self._given(name) for name in self.filters)

    @property
    def how_many(self) -> int:
        """How many choices beside words and comune, which the page always shows."""
        return sum(bool(self._given(name)) for name in self.filters if name not in {"q", "comune"})

    def _given(self, name: str) -> Any:
        self.form.is_valid()
        return self.form.cleaned_data.get(name)

    def with_words(self, rows: SessionQuerySet, _name: str, typed: str) -> SessionQuerySet:
        """Those that have every word somewhere."""
        for word in typed.split()[:MOST_WORDS]:
            one = Q()
            for field in SEARCHED:
                one |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(one)
        return rows

    def in_comune(self, rows: SessionQuerySet, _name: str, slug: str) -> SessionQuerySet:
        """Those of the comune, and of the near ones where that was asked."""
        here = self.comuni[slug]
        near = nearness.around(here, self.comuni.values()) if self._given("vicini") else [here]
        return rows.filter(cycle__venue__place__comune__in=[comune.pk for comune in near])

    def as_it_is(self, rows: SessionQuerySet, _name: str, _value: bool) -> SessionQuerySet:
        """A choice that only changes what another means."""
        return rows

    def of_age(self, rows: SessionQuerySet, _name: str, years: Decimal) -> SessionQuerySet:
        """Those to which somebody so old may come."""
        return rows.for_age(int(years))

    def with_free_seats(self, rows: SessionQuerySet, _name: str, wanted: bool) -> SessionQuerySet:
        """Those with a place for who asks now."""
        return rows.with_free_seats(self.now) if wanted else rows
