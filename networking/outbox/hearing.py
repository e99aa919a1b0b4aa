"""Who is told what is of somebody: the one rule for every app, so that a child without a telephone is not told by none.

A notice goes to one person by one of their own ways (`choosing`). What is of a child, or of an adult for whom another
answers, goes to whoever may book for them as well: write it with `tellings_for`, and never straight to the child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from networking.models import Guardianship
from networking.rules import ADULT_AGE

from .choosing import can_read_pages, channels_of
from .telling import Telling

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import Model

    from networking.models import Person

HEARING = "a chi si dice quello che riguarda una persona"


def who_hears(person: Person, *, now: datetime) -> list[Person]:
    """Whom to tell what is of `person`: who may book for them today, then they themselves where they may be told.

    They may: where nobody answers for them, where they are of age, where they have an access of their own. Whoever
    answers and may not book is told nothing. Those whom nothing reaches are left out while another is reached.
    """
    today = timezone.localdate(now)
    ties = Guardianship.objects.for_everyone(reason=HEARING).in_force_on(today)
    booking = ties.filter(child=person, can_book=True).select_related("guardian__account", "guardian__comune")
    hearing = dict.fromkeys(tie.guardian for tie in booking.order_by("guardian"))
    if not hearing or _hears_for_themselves(person, today):
        hearing[person] = None
    return [each for each in hearing if channels_of(each)] or list(hearing)


def tellings_for(
    person: Person,
    *,
    key: str,
    now: datetime,
    about: Model | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> list[Telling]:
    """What is of `person`, to each who hears it, for `outbox.tell_all`: one reason, one notice for each of them."""
    return [
        Telling(
            each,
            key=f"{key}:{each.pk}",
            about=about,
            concerns=person if each != person else None,
            due_at=due_at,
            expires_at=expires_at,
        )
        for each in who_hears(person, now=now)
    ]


def _hears_for_themselves(person: Person, today: date) -> bool:
    age = person.age_on(today)
    return can_read_pages(person) or (age is not None and age >= ADULT_AGE)
