"""By which channel somebody is told: the one they prefer, else the next by which they can be reached in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

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
    can = {
        ContactChannel.EMAIL: bool(person.contact_email),
        ContactChannel.SMS: sms.is_available() and is_mobile(person.phone),
        ContactChannel.PHONE: bool(person.phone),
        ContactChannel.LETTER: bool(person.street),
        # Whoever chose to read only here has an account, or nobody would ever tell them.
        ContactChannel.PAGES: can_read_pages(person),
    }
    preferred = [person.channel] if person.channel and can[ContactChannel(person.channel)] else []
    others = [channel for channel in ORDER if can[channel] and channel not in preferred]
    return [*preferred, *others]


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
