"""The filters: which services each lets through, and how many every value would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from pyroaring import BitMap

from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .catalogue import Catalogue
    from .question import Question

YES = "1"


@dataclass(slots=True)
class FacetValue:
    """One value of a filter; `parent` is the value under which it stands, if any."""

    value: str
    label: str
    count: int
    is_selected: bool
    parent: str = ""


class Facet(NamedTuple):
    """A filter; `name` is its name in the address. Values nobody has stay visible, with zero."""

    name: str
    label: str
    values: list[FacetValue]
    # How many services there would be without this filter.
    total_without: int

    @property
    def is_active(self) -> bool:
        """Whether something of it is selected."""
        return any(value.is_selected for value in self.values)


class Filter(NamedTuple):
    """A filter before anything is counted: its values with their services, and what was chosen."""

    name: str
    label: str
    labels: Mapping[str, str]
    services: Mapping[Any, BitMap]
    selected: Sequence[str]


def filters(question: Question, catalogue: Catalogue, *, opened: BitMap) -> list[Filter]:
    """Every filter of the search page, in its order; `opened` are the services open now."""
    labels, having = catalogue.labels, catalogue.bitmaps
    comuni = {slug: comune.name for slug, comune in labels.comuni.items()}
    listed = {slug: catalogue.with_value("listed", comune.id) for slug, comune in labels.comuni.items()}
    free, step_free = catalogue.flag("is_free"), catalogue.flag("is_step_free")
    modes = {str(mode.value): str(mode.label) for mode in Service.AccessMode}
    return [
        Filter("comune", _("Comune"), comuni, listed, _one(question.comune)),
        Filter("zona", _("Zona"), labels.zones, having["zone"], _one(question.zone)),
        Filter("categoria", _("Che cosa"), labels.categories, having["category"], question.categories),
        Filter("per", _("Per chi"), labels.targets, having["target"], question.targets),
        _flag("aperto", _("Quando"), _("Aperto adesso"), opened, is_on=question.is_open_now),
        _flag("gratis", _("Quanto costa"), _("Gratuito"), free, is_on=question.is_free),
        Filter("accesso", _("Come si accede"), modes, having["access"], question.access_modes),
        Filter("lingua", _("Lingua"), labels.languages, having["language"], question.languages),
        _flag(
            "accessibile",
            _("Accessibilità"),
            _("Si entra senza gradini"),
            step_free,
            is_on=question.is_step_free,
        ),
    ]


def let_through(each: Filter) -> BitMap | None:
    """The services that have any of the chosen values; None where nothing was chosen."""
    if not each.selected:
        return None
    return BitMap().union(*(each.services.get(value, BitMap()) for value in each.selected))


def count(base: BitMap, chosen: Sequence[Filter], catalogue: Catalogue) -> tuple[BitMap, list[Facet]]:
    """The services of `base` that pass all filters; and each filter counted as if it were not there."""
    passed = [let_through(each) for each in chosen]
    active = [services for services in passed if services is not None]
    everything = BitMap.intersection(base, *active) if active else base
    facets = []
    for each, own in zip(chosen, passed, strict=True):
        others = [services for services in active if services is not own]
        without = everything
        if own is not None:
            without = BitMap.intersection(base, *others) if others else base
        facets.append(_counted(each, without, catalogue.labels.parents))
    return everything, facets


def _counted(each: Filter, without: BitMap, parents: Mapping[str, str]) -> Facet:
    chosen, size_of = set(each.selected), without.intersection_cardinality
    is_tree = each.name == "categoria"
    values = [
        FacetValue(
            value,
            label,
            size_of(each.services[value]) if value in each.services else 0,
            value in chosen,
            parents.get(value, "") if is_tree else "",
        )
        for value, label in each.labels.items()
    ]
    return Facet(each.name, each.label, values, len(without))


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _flag(name: str, label: str, value_label: str, services: BitMap, *, is_on: bool) -> Filter:
    return Filter(name, label, {YES: value_label}, {YES: services}, (YES,) if is_on else ())
