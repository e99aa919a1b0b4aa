"""Giving a place to who waits before their turn: staff's, for a reason from a short list, and written down for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from laboratories import concerned
from laboratories.models import Booking, Party
from laboratories.notices import waiting as notices
from networking import facts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

OVERTAKEN = "laboratories.queue_overtaken"
OVERTAKING = "dare un posto prima degli altri"


class Reason(TextChoices):
    """Why somebody goes before the others. A list, so that nobody writes of somebody's life where many read."""

    SOCIAL_SERVICES = "social_services", _("lo chiede il servizio sociale")
    OUR_MISTAKE = "our_mistake", _("un nostro errore aveva tolto il posto")
    SIBLING = "sibling", _("il fratello o la sorella ha già il posto")


class NotOvertakenError(Exception):
    """Nothing has changed; `sentence` says why."""

    sentence = _(
        "Non si può: il gruppo non aspetta più, i posti non bastano, o a quell'ora c'è un altro impegno."
    )


def overtake(party: UUID, *, because: str, by: User, now: datetime) -> None:
    """Confirm the places for which `party` waits, before those who asked first. A fact says who did it and why.

    Raises NotOvertakenError; ValueError for a reason that is not one.
    """
    reason = Reason(because)
    try:
        with transaction.atomic():
            _overtake(party, reason, by, now)
    except IntegrityError as error:
        raise NotOvertakenError from error


def _overtake(pk: UUID, reason: Reason, by: User, now: datetime) -> None:
    parties = Party.objects.for_everyone(reason=OVERTAKING).select_related("booker__account")
    party = parties.filter(pk=pk).select_for_update(of=("self",)).first()
    rows = Booking.objects.for_everyone(reason=OVERTAKING).filter(party=pk, state=Booking.State.WAITING)
    theirs = list(rows.select_related("person__account", "pool"))
    if party is None or not theirs:
        raise NotOvertakenError
    facts.record(
        OVERTAKEN,
        theirs[0].pool,
        now=now,
        party=str(pk),
        by=str(by.pk),
        because=reason.value,
        passed=_passed(theirs),
    )
    told = concerned.who_is_told(party, theirs[0].person, now=now)
    notices.tell_of_end(notices.ACCEPTED, party, told, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL laboratories.over_the_queue = 'on'")
    rows.update(state=Booking.State.CONFIRMED, confirmed_at=now)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL laboratories.over_the_queue = 'off'")


def _passed(theirs: list[Booking]) -> list[str]:
    """The ids of the parties that asked first and still wait for the same places."""
    first = min(each.ticket for each in theirs)
    before = Booking.objects.for_everyone(reason=OVERTAKING).filter(
        pool=theirs[0].pool, ticket__lt=first, state__in=(Booking.State.WAITING, Booking.State.OFFERED)
    )
    return [str(pk) for pk in dict.fromkeys(before.order_by("ticket").values_list("party", flat=True))]
