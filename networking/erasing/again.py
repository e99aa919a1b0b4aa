"""After an old copy was put back: whoever was erased since is erased again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from networking.models import Channel, Person, User

from . import proofs
from .person import Asked, close_account, erase_person

if TYPE_CHECKING:
    from datetime import datetime


def after_restore(*, now: datetime | None = None) -> int:
    """Erase again whoever is among the proofs, in the database or beside it; how many were there."""
    now = now or timezone.now()
    known = proofs.all_known()
    asked = Asked(Channel.RESTORE, now, is_told=False)
    again = 0
    for person in Person.objects.for_everyone(reason="cancellare di nuovo dopo un ripristino").iterator():
        if proofs.digest_of("person", person.pk) in known:
            erase_person(person, asked=asked, now=now)
            again += 1
    for user in User.objects.iterator():
        if proofs.digest_of("account", user.pk) in known:
            close_account(user, asked=asked, now=now)
            again += 1
    return again
