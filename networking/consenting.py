"""Agreeing to one purpose, and changing one's mind: as easy to take back as to give (GDPR, art. 7, par. 3).

For a child any of those who answer for it says yes, and any of them takes it back: of two who disagree the no holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.utils import timezone

from .consent_texts import wordings
from .models import Consent, Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

CONSENTING = "consenso della persona che lo dà"
SALT = "networking.consenting.stop"
# Longer than anybody keeps a newsletter; afterwards one's own area still does it.
LINK_LASTS = 400 * 24 * 3600


# What is asked about who takes part in activities.
OF_ACTIVITIES = (Consent.Purpose.PHOTOS, Consent.Purpose.NEEDS, Consent.Purpose.GOING_HOME)
# What is asked on somebody's page; news are asked elsewhere, of who receives them.
ON_THE_SHEET = (*OF_ACTIVITIES, Consent.Purpose.COMPANIONSHIP)


class NotAskedError(ValueError):
    """A purpose that is not asked of somebody of this age."""


@transaction.atomic
def give(
    person: Person, purpose: str, *, through: str, now: datetime, given_by: Person | None = None
) -> Consent:
    """Write down that `person` agrees (`given_by`: who said so for them); who agreed already gave it then.

    Raises NotAskedError.
    """
    wording = wordings()[purpose]
    if not wording.is_asked_at(person.age_on(timezone.localdate(now))):
        raise NotAskedError(purpose)
    locked = Person.objects.for_everyone(reason=CONSENTING).select_for_update(of=("self",)).get(pk=person.pk)
    live = Consent.objects.for_everyone(reason=CONSENTING).live().filter(person=locked, purpose=purpose)
    return live.first() or Consent.objects.create(
        person=locked,
        purpose=purpose,
        text_version=wording.current,
        given_at=now,
        given_through=through,
        given_by=given_by or person,
    )


def take_back(
    person: Person, purpose: str, *, through: str, now: datetime, withdrawn_by: Person | None = None
) -> bool:
    """From now on `person` does not agree; False when they did not before. Says nothing of what was given."""
    live = Consent.objects.for_everyone(reason=CONSENTING).live().filter(person=person, purpose=purpose)
    return bool(live.update(withdrawn_at=now, withdrawn_through=through, withdrawn_by=withdrawn_by or person))


def agrees(person: Person, purpose: str) -> bool:
    """Whether `person` agrees today."""
    return person.pk in who_agree([person.pk], purpose)


def who_agree(people: Collection[UUID], purpose: str) -> set[UUID]:
    """Those of `people` who agree today."""
    live = Consent.objects.for_everyone(reason=CONSENTING).live()
    return set(live.filter(person__in=people, purpose=purpose).values_list("person", flat=True))


def stop_token(person: Person, purpose: str) -> str:
    """What the link at the foot of a news mail carries: whose it is and for what, signed by us."""
    return signing.dumps([str(person.pk), purpose], salt=SALT, compress=False)


def read_stop_token(token: str) -> tuple[Person, str] | None:
    """Whose the link is, and for what; None for one that is not ours, too old, or of somebody who is gone."""
    try:
        pk, purpose = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    person = _person(pk)
    return None if person is None else (person, purpose)


def _person(pk: UUID) -> Person | None:
    return Person.objects.for_everyone(reason=CONSENTING).filter(pk=pk).first()
