"""What may still be agreed to for who has just been booked: said plainly after the booking, never a condition of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from laboratories.eligibility import people_for
from laboratories.models import Party
from networking.consent_texts import wordings
from networking.consenting import CONSENTING, OF_ACTIVITIES
from networking.models import Consent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from networking.models import Person, User


@dataclass(frozen=True)
class Asked:
    """Somebody about whom nothing was ever said, neither yes nor no; `titles`: about what."""

    person: Person
    titles: list[str]
    # Their needs are written, and who leads may not read them.
    hides_needs: bool


def of_people(people: Collection[Person], user: User) -> list[Asked]:
    """What was never answered about those of `people` for whom `user` may decide. Two questions, however many."""
    mine = people_for(user, Party.Door.WEB).filter(may_book=True, pk__in=[person.pk for person in people])
    may_decide = set(mine.values_list("pk", flat=True))
    said = defaultdict(set)
    rows = Consent.objects.for_everyone(reason=CONSENTING).filter(person__in=may_decide)
    for person, purpose in rows.values_list("person", "purpose"):
        said[person].add(purpose)
    today = timezone.localdate()
    found = [
        _asked(person, said[person.pk], today)
        for person in sorted(people, key=lambda each: (each.given_name, str(each.pk)))
        if person.pk in may_decide
    ]
    return [each for each in found if each.titles]


def _asked(person: Person, said: set[str], today: date) -> Asked:
    missing = [
        purpose
        for purpose in OF_ACTIVITIES
        if purpose not in said and wordings()[purpose].is_asked_at(person.age_on(today))
    ]
    if not person.needs and Consent.Purpose.NEEDS in missing:
        missing.remove(Consent.Purpose.NEEDS)
    return Asked(person, [wordings()[purpose].title for purpose in missing], Consent.Purpose.NEEDS in missing)
