"""Where somebody lives: one of the comuni, or outside them, with the zone that follows them. One choice for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Comune, Zone

if TYPE_CHECKING:
    from collections.abc import Collection

    from .models import Person

OUTSIDE = "fuori-"
# All the comuni are in the province of Perugia: it stands on envelopes.
PROVINCE = "PG"
Place = tuple[Comune | None, Zone | None]


class ResidenceField(forms.ChoiceField):
    """A comune, or «outside, followed by this zone»: nothing that contradicts itself can be chosen."""

    default_error_messages = {
        "required": gettext_lazy("Scegli il comune dove abita, o «fuori» in fondo all'elenco."),
        "invalid_choice": gettext_lazy("Scegli dall'elenco."),
    }

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text)
        self.places: dict[str, Place] = {}

    def load(self, nearest: Collection[int] = ()) -> None:
        """Read the comuni; the zones in `nearest` come first."""
        comuni = Prefetch("comuni", Comune.objects.in_order())
        zones = sorted(
            Zone.objects.prefetch_related(comuni), key=lambda zone: (zone.pk not in nearest, zone.number)
        )
        choices: list[Any] = [("", _("Scegli"))]
        # A new one: the copies of a field share what its class's field held.
        self.places = {}
        for zone in zones:
            comuni_of_zone = list(zone.comuni.all())
            choices.append((zone.name, [(comune.slug, comune.name) for comune in comuni_of_zone]))
            for comune in comuni_of_zone:
                # Already in hand: nobody has to ask again which zone it is.
                comune.zone = zone
                self.places[comune.slug] = (comune, None)
            self.places[OUTSIDE + zone.slug] = (None, zone)
        outside = [(OUTSIDE + zone.slug, _("Fuori · %(zone)s") % {"zone": zone}) for zone in zones]
        self.choices = [*choices, (_("Fuori dai 21 comuni, seguita da"), outside)]

    def clean(self, value: Any) -> Any:
        """The comune and the zone: one of the two is None."""
        slug = super().clean(value)
        if slug not in self.places:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.places[slug]


def residence_of(person: Person) -> str:
    """The choice that says where `person` lives; empty when it is not known."""
    if person.comune:
        return person.comune.slug
    return OUTSIDE + person.zone.slug if person.zone else ""


def postal_lines(person: Person) -> list[str]:
    """The lines under the name on an envelope; none where the street is not known."""
    if not person.street:
        return []
    comune = person.comune
    if comune is None:
        return [person.street, f"{person.postcode} {person.locality}".strip()]
    fraction = [person.locality] if person.locality else []
    return [*fraction, person.street, f"{person.postcode or comune.postcode} {comune.name} {PROVINCE}"]
