"""A new account becomes somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from networking.models import Person, Role, RoleKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import Comune, User


def enrol(
    user: User, *, given_name: str, family_name: str, birth_date: date, comune: Comune | None, now: datetime
) -> Person:
    """The person `user` is, a citizen from today. Two people may have the same name: nobody is looked for by it."""
    person = Person(
        account=user,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        comune=comune,
        created_at=now,
    )
    person.save()
    Role.objects.create(user=user, kind=RoleKind.CITIZEN, starts_on=timezone.localdate(now))
    return person
