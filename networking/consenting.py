"""Agreeing to be told news, and changing one's mind: as easy to take back as to give (GDPR, art. 7, par. 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction

from .models import Consent, Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

CONSENTING = "consenso della persona che lo dà"
# What the person reads when agreeing: with other words this changes, and old consents still say which they were.
TEXT_VERSION = "2026-11"
SALT = "networking.consenting.stop"
# Longer than anybody keeps a newsletter; afterwards one's own area still does it.
LINK_LASTS = 400 * 24 * 3600


@transaction.atomic
def give(person: Person, purpose: str, *, through: str, now: datetime) -> Consent:
    """Write down that `person` agrees; who agreed already gave it then."""
    locked = Person.objects.for_everyone(reason=CONSENTING).select_for_update(of=("self",)).get(pk=person.pk)
    live = Consent.objects.for_everyone(reason=CONSENTING).live().filter(person=locked, purpose=purpose)
    return live.first() or Consent.objects.create(
        person=locked, purpose=purpose, text_version=TEXT_VERSION, given_at=now, given_through=through
    )


def take_back(person: Person, purpose: str, *, through: str, now: datetime) -> bool:
    """From now on `person` does not agree; False when they did not before. Says nothing of what was given."""
    live = Consent.objects.for_everyone(reason=CONSENTING).live().filter(person=person, purpose=purpose)
    return bool(live.update(withdrawn_at=now, withdrawn_through=through))


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
