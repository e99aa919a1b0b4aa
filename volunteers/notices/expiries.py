"""What is told of credentials and covers that end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.utils import timezone

from networking import outbox
from networking.models import Notice
from networking.outbox import Telling
from volunteers.coordinating import coordinators_of

from .expiry_words import EXPIRES, EXPIRES_OF

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import Model

    from volunteers.models import Volunteer

TELLING = "non dire due volte che cosa scade"


class Ending(Protocol):
    """Something of a volunteer that is good until a day."""

    @property
    def volunteer(self) -> Volunteer:
        """Whose it is."""

    @property
    def about(self) -> Model:
        """What ends."""

    @property
    def on(self) -> date:
        """The first day on which it does not hold any more."""


def tell_expiring(ending: Ending, *, step: int, now: datetime) -> bool:
    """Tell, in the caller's transaction, the volunteer and who coordinates them; whether it was new.

    Once for each `step` (days before) of each day on which it ends.
    """
    person = ending.volunteer.person
    key = f"{EXPIRES}:{ending.about.pk}:{ending.on.isoformat()}:{step}"
    if Notice.objects.for_everyone(reason=TELLING).filter(key=key).exists():
        return False
    outbox.tell_all(EXPIRES, [Telling(person, key=key, about=ending.about)], now=now)
    if person.comune is not None:
        people = coordinators_of(person.comune, today=timezone.localdate(now))
        tellings = [
            Telling(each, key=f"{key}:{each.pk}", about=ending.about, concerns=person) for each in people
        ]
        outbox.tell_all(EXPIRES_OF, tellings, now=now)
    return True
