"""Many people who are to be told something, made quickly."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from django.utils import timezone

from networking.models import Comune, Person, Role, RoleKind, User

_numbers = count(1)


def roles_that_end(total: int) -> list[Role]:
    """Roles that end soon, each of somebody who has an access: `tell_that_roles_end` tells them all."""
    places = list(Comune.objects.all())
    users = User.objects.bulk_create(
        [User(email=f"folla{next(_numbers)}@example.org", password="!") for _each in range(total)]
    )
    Person.objects.bulk_create(
        [Person(given_name="Lucia", family_name="Folla", account=user) for user in users], batch_size=500
    )
    today = timezone.localdate()
    roles = [
        Role(
            user=user,
            kind=RoleKind.VOLUNTEER,
            comune=places[number % len(places)],
            starts_on=today - timedelta(days=300),
            ends_on=today + timedelta(days=20),
        )
        for number, user in enumerate(users)
    ]
    return Role.objects.bulk_create(roles, batch_size=500)
