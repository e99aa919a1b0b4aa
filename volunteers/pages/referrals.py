"""Referrals as those who make them see them: which service, which still wait; and as the person sees their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from networking.models import Person
from networking.models.persons import FOLLOW_PEOPLE
from services.models import Service
from services.search import answer
from services.search.form import SearchForm
from volunteers.models import COORDINATE, Referral

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from services.search.rows import Row
    from volunteers.models.referrals import ReferralQuerySet

READING = "gli invii della propria famiglia"
MOST_FOUND, MOST = 8, 100
# Beyond, no row has such a number.
LONGEST_NUMBER = 18


def found(words: str, person: Person, *, now: datetime) -> list[Row]:
    """The first services of the catalogue for `words`, near `person`; nothing for no words."""
    if not words.strip():
        return []
    comune = person.comune.slug if person.comune else ""
    question = SearchForm({"q": words, "comune": comune}).question()
    rows = answer.answer(question, now=now).rows
    if not rows and comune:
        rows = answer.answer(SearchForm({"q": words}).question(), now=now).rows
    return list(rows[:MOST_FOUND])


def service_of(text: str) -> Service | None:
    """The published service whose number `text` is."""
    is_number = text.isdecimal() and len(text) <= LONGEST_NUMBER
    return Service.objects.published().filter(pk=int(text)).first() if is_number else None


def worked_by(user: User) -> ReferralQuerySet:
    """Those `user` follows at the desk or as coordinator, and those they made themselves."""
    desk, coordinated = (user.scope(*roles).following("person__") for roles in (FOLLOW_PEOPLE, COORDINATE))
    rows = Referral.objects.for_everyone(reason=READING).filter(desk | coordinated | Q(made_by=user))
    found_rows: ReferralQuerySet = rows.select_related(
        "person__comune", "service", "made_by__person", "agreed_by"
    )
    return found_rows


def of_family(user: User) -> list[Referral]:
    """One's own, and those of one's family, the last first."""
    people = Person.objects.of_family(user).values("pk")
    rows = Referral.objects.for_everyone(reason=READING).filter(person__in=people)
    return list(rows.select_related("person", "service")[:MOST])
