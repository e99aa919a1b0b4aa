"""One row of the sheet of services: what its cells may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networking.telephones import dialable
from services.forms import FREE_WITH_A_PRICE
from services.models import Service, ServiceTarget
from services.rules import ages_are_in_order, free_with_a_price, paid_without_a_price

from .cells import (
    ListField,
    NotedField,
    ReferenceField,
    ReferencesField,
    WordField,
    YesNoField,
    clean_email,
    clean_url,
    found,
    noted,
    with_note,
)
from .tables import RowForm, code_field, text_of

if TYPE_CHECKING:
    from networking.models import Comune
    from services.models import TargetGroup

HIDDEN_ADDRESS = "(protetto)"


class TargetsField(ListField):
    """Groups, each with how strictly: «Famiglie; Adulti (solo per loro)»."""

    known: dict[str, TargetGroup]
    among = "groups"
    strengths = {str(label).casefold(): value for value, label in ServiceTarget.Strength.choices}

    def clean(self, value: Any) -> list[Any]:
        chosen = super().clean(value)
        if len({group for group, _strength in chosen}) < len(chosen):
            raise ValidationError(_("Lo stesso gruppo c'è due volte."))
        return sorted(chosen, key=self.show_item)

    def clean_item(self, item: str) -> tuple[TargetGroup, str]:
        name, strength = with_note(item)
        group = found(name, self.known)
        default = ServiceTarget.Strength.UNCONDITIONAL
        return group, found(strength, self.strengths) if strength else default.value

    def show(self, values: Any) -> str:
        return super().show(sorted(values, key=self.show_item))

    def show_item(self, item: tuple[TargetGroup, str]) -> str:
        group, strength = item
        plain = strength == ServiceTarget.Strength.UNCONDITIONAL
        return noted(group.name, "" if plain else str(ServiceTarget.Strength(strength).label))


def _name(each: Any) -> str:
    return each.name


class ServiceRow(RowForm):
    """A service. What holds between its cells is said with the sentences of the table's own constraints."""

    code = code_field()
    title = text_of(Service, "title")
    summary = text_of(Service, "summary")
    description = text_of(Service, "description")
    keywords = ListField(label=_("Parole per la ricerca"), longest=60, required=False)
    category = ReferenceField(label=_("Categoria"), among="categories", shown_as=_name)
    extra_categories = ReferencesField(
        label=_("Altre categorie"), among="categories", shown_as=_name, required=False
    )
    organization = ReferenceField(
        label=_("Ente responsabile"), among="organizations", shown_as=lambda each: each.slug
    )
    addressed_to = text_of(Service, "addressed_to")
    targets = TargetsField(label=_("Gruppi"), longest=200, required=False)
    min_age = text_of(Service, "min_age")
    max_age = text_of(Service, "max_age")
    how_to = text_of(Service, "how_to")
    obtained = text_of(Service, "obtained")
    times = text_of(Service, "times")
    cost = WordField(label=_("Quanto costa"), words=Service.Cost.choices[1:], required=False)
    cost_text = text_of(Service, "cost_text")
    access_modes = ReferencesField(
        label=_("Come si accede"),
        among="access_modes",
        shown_as=lambda value: str(dict(Service.AccessMode.choices)[value]),
        required=False,
    )
    online_url = text_of(Service, "online_url", assume_scheme="https")
    needed = ListField(label=_("Cosa serve"), longest=200, required=False)
    more_info = text_of(Service, "more_info")
    conditions = text_of(Service, "conditions")
    place_name = forms.CharField(label=_("Luogo"), max_length=160, required=False)
    comune = ReferenceField(label=_("Comune"), among="comuni", required=False)
    address = forms.CharField(label=_("Indirizzo"), max_length=200, required=False)
    area_comuni = ReferencesField(label=_("Comuni serviti"), among="comuni", required=False)
    area_zones = ReferencesField(
        label=_("Zone servite"),
        among="zones",
        shown_as=lambda zone: str(zone.number),
        required=False,
    )
    serves_everywhere = YesNoField(label=_("Aperto a tutto il territorio"), required=False)
    languages = ReferencesField(label=_("Lingue"), among="languages", shown_as=_name, required=False)
    phones = NotedField(label=_("Telefoni"), clean_value=dialable, longest=80, required=False)
    emails = NotedField(label=_("E-mail"), clean_value=clean_email, longest=80, required=False)
    sites = NotedField(label=_("Siti"), clean_value=clean_url, longest=80, required=False)
    hours_note = text_of(Service, "hours_note")
    source = text_of(Service, "source")
    source_date = text_of(Service, "source_date")
    source_note = text_of(Service, "source_note")

    def clean(self) -> dict[str, Any]:
        cells = super().clean() or self.cleaned_data
        if not ages_are_in_order(cells.get("min_age"), cells.get("max_age")):
            self.add_error("max_age", sentence_of("service_ages_are_in_order"))
        if paid_without_a_price(cells.get("cost", ""), cells.get("cost_text", "")):
            self.add_error("cost_text", sentence_of("paid_service_says_how_much"))
        if free_with_a_price(cells.get("cost", ""), cells.get("cost_text", "")):
            self.add_error("cost_text", FREE_WITH_A_PRICE)
        self._check_place(cells)
        return cells

    def _check_place(self, cells: dict[str, Any]) -> None:
        name, comune, address = cells.get("place_name"), cells.get("comune"), cells.get("address")
        if comune and not name:
            self.add_error("place_name", _("Scrivi come si chiama il luogo, per esempio «Sede di via Roma»."))
        if (name or address) and not comune and "comune" not in self.errors:
            self.add_error("comune", _("Scrivi in quale comune è il luogo."))
        if comune and name and self._touches_a_hidden_place(name, comune, address):
            self.add_error(
                "address",
                _(
                    "L'indirizzo di questo luogo è protetto: si cambia solo dalla pagina del luogo, in Luoghi."
                ),
            )

    def _touches_a_hidden_place(self, name: str, comune: Comune, address: str | None) -> bool:
        """Whether a hidden address would be written, or a hidden place made again in the open."""
        place = self.current.place if self.current else None
        stays = (
            place is not None
            and place.is_protected
            and (place.name, place.comune_id, HIDDEN_ADDRESS) == (name, comune.pk, address)
        )
        hidden = (name.casefold(), comune.pk) in self.known.protected or address == HIDDEN_ADDRESS
        return (hidden or (place is not None and place.is_protected)) and not stays


def sentence_of(constraint: str) -> Any:
    """What the table says when it refuses."""
    return next(each for each in Service._meta.constraints if each.name == constraint).violation_error_message
