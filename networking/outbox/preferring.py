"""Choosing how one is told: only ways by which one can be reached, and what still waits goes the new way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from networking import sms
from networking.models import ContactChannel, Notice, Person
from networking.telephones import is_mobile

from .choosing import LETTER_LEAD, first_channel
from .kinds import kinds
from .telling import first_try

if TYPE_CHECKING:
    from datetime import datetime

PREFERRING = "scegliere come essere avvisati"


class UnreachableChoiceError(Exception):
    """By that channel the person cannot be reached; the sentence says what is missing."""


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
    if channel == ContactChannel.PAGES and person.account_id is None:
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


@transaction.atomic
def choose_channel(person: Person, channel: str, *, now: datetime) -> int:
    """Keep that `person` prefers `channel` («» leaves it to the portal); how many waiting notices now go another way.

    Raises UnreachableChoiceError.
    """
    everyone = Person.objects.for_everyone(reason=PREFERRING).select_related("account", "comune")
    held = everyone.select_for_update(of=("self",)).get(pk=person.pk)
    if refusal := why_not(held, channel):
        raise UnreachableChoiceError(refusal)
    held.channel = person.channel = channel
    held.save(update_fields=["channel"])
    return reroute(held, now=now)


@transaction.atomic
def reroute(person: Person, *, now: datetime) -> int:
    """Send what waits for `person` by the channel that is best today; how many go another way.

    What was tried stays where it is, or the same words could arrive twice; a call that nobody answered told nothing.
    """
    waiting = Notice.objects.for_everyone(reason=PREFERRING).filter(person=person, state=Notice.State.QUEUED)
    untold = waiting.filter(Q(attempts=0) | Q(channel=ContactChannel.PHONE))
    moved = [notice for notice in untold.select_for_update(of=("self",)) if _moves(notice, person, now)]
    for notice in moved:
        notice.save(update_fields=["channel", "next_at", "address", "attempts", "begun_at"])
    return len(moved)


def _moves(notice: Notice, person: Person, now: datetime) -> bool:
    kind = kinds().get(notice.kind)
    if kind is None:
        return False
    leaves_at = max(now, notice.due_at - LETTER_LEAD)
    channel = first_channel(person, kind.channels, now=leaves_at, expires_at=notice.expires_at)
    if channel is None or channel == notice.channel:
        return False
    notice.channel, notice.address = channel, ""
    notice.attempts, notice.begun_at = 0, None
    notice.next_at = first_try(channel, notice.due_at, now=now)
    return True
