"""The search as an address says it: every field is optional, and a wrong one never hides the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import Service

from . import loading
from .question import ORDER_LABELS, Order, Question

OLDEST = 120


def _comuni() -> list[tuple[str, Any]]:
    return [("", _("Tutti i comuni")), *((each.slug, each.name) for each in loading.labels().comuni.values())]


def _zones() -> list[tuple[str, Any]]:
    return [("", _("Tutte le zone")), *loading.labels().zones.items()]


def _categories() -> list[tuple[str, Any]]:
    return [*loading.labels().categories.items()]


def _targets() -> list[tuple[str, Any]]:
    return [*loading.labels().targets.items()]


def _languages() -> list[tuple[str, Any]]:
    return [*loading.labels().languages.items()]


class SearchForm(forms.Form):
    """What the search page asks; names are those of the address."""

    q = forms.CharField(label=_("Di che cosa hai bisogno?"), required=False)
    comune = forms.ChoiceField(
        label=_("In quale comune?"),
        required=False,
        choices=_comuni,
        error_messages={"invalid_choice": _("Questo comune non è fra i nostri: cerchiamo in tutti.")},
    )
    zona = forms.ChoiceField(
        label=_("Zona sociale"),
        required=False,
        choices=_zones,
        error_messages={"invalid_choice": _("Questa zona non è fra le nostre: cerchiamo in tutte.")},
    )
    categoria = forms.MultipleChoiceField(
        label=_("Che cosa"),
        required=False,
        choices=_categories,
        error_messages={"invalid_choice": _("Non conosciamo la categoria «%(value)s»: cerchiamo in tutte.")},
    )
    per = forms.MultipleChoiceField(
        label=_("Per chi"),
        required=False,
        choices=_targets,
        error_messages={"invalid_choice": _("Non conosciamo il gruppo «%(value)s»: cerchiamo per tutti.")},
    )
    eta = forms.IntegerField(
        label=_("Quanti anni ha la persona"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={
            "invalid": _("Scrivi l'età con un numero intero, per esempio 72."),
            "min_value": _("L'età non può essere meno di zero."),
            "max_value": _("Scrivi un'età fino a 120 anni."),
        },
    )
    aperto = forms.BooleanField(label=_("Aperto adesso"), required=False)
    gratis = forms.BooleanField(label=_("Gratuito"), required=False)
    accesso = forms.MultipleChoiceField(
        label=_("Come si accede"),
        required=False,
        choices=Service.AccessMode.choices,
        error_messages={"invalid_choice": _("Non conosciamo il modo «%(value)s»: li mostriamo tutti.")},
    )
    lingua = forms.MultipleChoiceField(
        label=_("Lingua"),
        required=False,
        choices=_languages,
        error_messages={"invalid_choice": _("Non conosciamo la lingua «%(value)s»: le mostriamo tutte.")},
    )
    accessibile = forms.BooleanField(label=_("Si entra senza gradini"), required=False)
    vicino = forms.ChoiceField(label=_("Distanze da"), required=False, choices=_comuni)
    ordina = forms.ChoiceField(label=_("Ordina"), required=False, choices=list(ORDER_LABELS.items()))
    pagina = forms.IntegerField(
        label=_("Pagina"),
        required=False,
        min_value=1,
        error_messages={
            "invalid": _("Il numero di pagina non è valido: ti mostriamo la prima."),
            "min_value": _("Il numero di pagina non è valido: ti mostriamo la prima."),
        },
    )

    def question(self) -> Question:
        """What is asked; a field with an error is as if it had been left empty."""
        self.is_valid()
        given = self.cleaned_data
        return Question(
            words=given.get("q", ""),
            comune=given.get("comune", ""),
            zone=given.get("zona", ""),
            categories=tuple(given.get("categoria", ())),
            targets=tuple(given.get("per", ())),
            age=given.get("eta"),
            is_open_now=given.get("aperto", False),
            is_free=given.get("gratis", False),
            access_modes=tuple(given.get("accesso", ())),
            languages=tuple(given.get("lingua", ())),
            is_step_free=given.get("accessibile", False),
            order=Order(given.get("ordina") or Order.RELEVANCE),
            near=given.get("vicino", ""),
            page=given.get("pagina") or 1,
        )
