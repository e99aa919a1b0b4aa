"""What forms about people ask of how one is told: the choice, and the sentence where it cannot be."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import sms
from .models import ContactChannel
from .outbox.choosing import why_not

if TYPE_CHECKING:
    from .models import Person

# What can be typed of where somebody is told; a channel leans on some of these.
PLACES = ("phone", "street", "postcode", "locality")
LEANED_ON = ("phone", "email", "street", "postcode", "locality", "comune")
LEANS_ON = {
    ContactChannel.SMS: "phone",
    ContactChannel.PHONE: "phone",
    ContactChannel.EMAIL: "email",
    ContactChannel.LETTER: "street",
}
LABELS = {
    "street": gettext_lazy("Via e numero"),
    "postcode": gettext_lazy("CAP"),
    "locality": gettext_lazy("Frazione, o città se fuori dai 21 comuni"),
    "channel": gettext_lazy("Come preferisce essere avvisata"),
}
CHOICES = (
    ("", gettext_lazy("Come il portale ritiene meglio")),
    (ContactChannel.EMAIL, gettext_lazy("E-mail")),
    (ContactChannel.SMS, gettext_lazy("SMS, a un cellulare")),
    (ContactChannel.PHONE, gettext_lazy("Telefonata, tra le 8 e le 20")),
    (ContactChannel.LETTER, gettext_lazy("Lettera, che arriva dopo qualche giorno")),
    (ContactChannel.PAGES, gettext_lazy("Solo nella propria area del portale")),
)


def channel_field(label: Any) -> forms.ChoiceField:
    """How somebody is told; nothing chosen leaves it to the portal."""
    return forms.ChoiceField(label=label, choices=CHOICES, required=False, widget=forms.RadioSelect)


def offer_channels(form: forms.ModelForm) -> None:
    """Leave out reading in one's own pages for whoever has no access, and SMS where nobody carries them.

    What is chosen already stays among the choices: one sees what has to be changed.
    """
    out = set()
    if form.instance.account_id is None:
        out.add(ContactChannel.PAGES)
    if not sms.is_available():
        out.add(ContactChannel.SMS)
    out.discard(form.instance.channel)
    form.fields["channel"].choices = [choice for choice in CHOICES if choice[0] not in out]


def refuse_unreachable(form: forms.ModelForm) -> None:
    """Say beside the field when, with what was typed, the person could not be told by the channel they chose."""
    would_be = as_typed(form)
    refusal = why_not(would_be, would_be.channel) if would_be.channel else ""
    if not refusal:
        return
    if "channel" in form.fields:
        form.add_error("channel", refusal)
        return
    field = LEANS_ON.get(ContactChannel(would_be.channel), "")
    if field in form.fields and set(LEANED_ON) & set(form.changed_data):
        told = _(
            "Oggi gli avvisi arrivano così: {channel}. {why} Prima scegli un altro modo di essere avvisati."
        )
        form.add_error(field, told.format(channel=would_be.get_channel_display(), why=refusal))


def as_typed(form: forms.ModelForm) -> Person:
    """The person as they would be kept."""
    would_be = copy(form.instance)
    for name in (*LEANED_ON, "channel"):
        if name in form.cleaned_data:
            setattr(would_be, name, form.cleaned_data[name])
    return would_be
