"""Choosing how one is told, and writing what that way needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from .contact_fields import LABELS, PLACES, channel_field, offer_channels
from .models import Person
from .outbox.preferring import UnreachableChoiceError, choose_channel
from .person_forms import PersonForm

if TYPE_CHECKING:
    from datetime import datetime


class PreferencesForm(PersonForm):
    """One's own: the channel, and the telephone or the address without which it does not work."""

    needs = None  # type: ignore[assignment]
    channel = channel_field(gettext_lazy("Come preferisci ricevere gli avvisi"))
    field_order = ("channel", *PLACES)

    class Meta:
        model = Person
        fields = ("channel", *PLACES)
        labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_channels(self)
        tokens = {"phone": "tel", "street": "street-address", "postcode": "postal-code"}
        for name, token in tokens.items():
            self.fields[name].widget.attrs["autocomplete"] = token
        self.fields["phone"].help_text = gettext_lazy("Serve per gli SMS e per le telefonate.")
        self.fields["street"].help_text = gettext_lazy("Serve per le lettere.")

    @transaction.atomic
    def keep(self, *, now: datetime) -> bool:
        """Write the places and the choice together; False, with the sentence, when somebody took a place away meanwhile."""
        chosen = self.cleaned_data["channel"]
        # These columns only: the desk may be correcting the others in this moment.
        self.instance.save(update_fields=PLACES)
        try:
            choose_channel(self.instance, chosen, now=now)
        except UnreachableChoiceError as refusal:
            transaction.set_rollback(True)
            self.add_error("channel", str(refusal))
            return False
        return True
