"""By which channel somebody is told: the one they prefer, else the next by which they can be reached in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking import sms
from networking.models import ContactChannel
from networking.telephones import is_mobile

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from networking.models import Person

# The quickest that costs nothing first; a person is asked to telephone only where nothing else arrives.
ORDER = (ContactChannel.EMAIL, ContactChannel.SMS, ContactChannel.LETTER, ContactChannel.PHONE)
# From the night it is printed to the letter box: the post of small comuni delivers every other working day.
LETTER_LEAD = timedelta(days=7)


def channels_of(person: Person) -> list[str]:
    """The ways by which `person` can be told, the best first; their own pages when there is no other."""
    can = [channel for channel in ContactChannel if not why_not(person, channel)]
    preferred = [person.channel] if person.channel in can else []
    others = [channel for channel in ORDER if channel in can and channel not in preferred]
    return [*preferred, *others]


def why_not(person: Person, channel: str) -> str:
    """Why `person`, as they are written now, cannot be told by `channel`; empty when they can."""
    if channel in {ContactChannel.SMS, ContactChannel.PHONE} and not person.phone:
        return _("Per essere avvisati per telefono o per SMS serve un numero di telefono.")
    if channel == ContactChannel.SMS:
        return _why_no_sms(person)
    if channel == ContactChannel.EMAIL and not person.contact_email:
        return _("Per essere avvisati per e-mail serve un indirizzo e-mail.")
    if channel == ContactChannel.LETTER:
        return _why_no_letter(person)
    if channel == ContactChannel.PAGES and not can_read_pages(person):
        return _("Chi non ha un accesso al portale non può leggere lì: scegli un altro modo.")
    return ""


def _why_no_sms(person: Person) -> str:
    if not sms.is_available():
        return _("Il portale non manda ancora SMS: scegli un altro modo.")
    if not is_mobile(person.phone):
        return _("Gli SMS arrivano solo ai cellulari: con questo numero scegli la telefonata.")
    return ""


def _why_no_letter(person: Person) -> str:
    if not person.street:
        return _("Per ricevere lettere servono la via e il numero.")
    if person.comune is None and not (person.postcode and person.locality):
        return _("Per chi abita fuori dai 21 comuni servono anche il CAP e la città.")
    return ""


def can_read_pages(person: Person) -> bool:
    """Whether `person` can enter, and so find in the portal what they are told."""
    return person.account is not None and person.account.is_active


def first_channel(
    person: Person,
    allowed: Collection[str],
    *,
    now: datetime,
    expires_at: datetime | None = None,
    besides: Collection[str] = (),
) -> str | None:
    """The first way to tell `person` that is allowed, not among `besides`, and in time; None when there is none."""
    for channel in channels_of(person):
        if channel in allowed and channel not in besides and _arrives(channel, now, expires_at):
            return channel
    return None


def _arrives(channel: str, now: datetime, expires_at: datetime | None) -> bool:
    return channel != ContactChannel.LETTER or expires_at is None or now + LETTER_LEAD <= expires_at


def address_of(person: Person, channel: str) -> str:
    """Where a mail or a message to `person` goes; empty for the other channels."""
    if channel == ContactChannel.EMAIL:
        return person.contact_email
    return person.phone if channel == ContactChannel.SMS else ""
