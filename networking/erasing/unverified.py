"""Accesses that nobody has confirmed: after some days their person is erased, and the address is free again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from networking.models import STAFF_KINDS, Channel, Person, User

from .person import Asked, close_account

if TYPE_CHECKING:
    from datetime import datetime

# Who signs up becomes a person in the same request: whoever was one before, the desk had registered.
SAME_REQUEST = timedelta(minutes=1)


def expire(_label: str, before: datetime) -> int:
    """Erase who signed up before `before` and never confirmed an address nor came in; how many.

    An access that staff prepared has no address to confirm, or a role: it stays. So does whom the desk knew before.
    """
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    users = User.objects.filter(
        Exists(addresses), date_joined__lt=before, last_login=None, is_superuser=False
    ).exclude(Exists(addresses.filter(verified=True)))
    now = timezone.now()
    asked = Asked(Channel.RETENTION, now, is_told=False)
    forgotten = list(users.exclude(roles__kind__in=STAFF_KINDS))
    for user in forgotten:
        with transaction.atomic():
            _leave_to_the_desk(user)
            close_account(user, asked=asked, now=now)
    return len(forgotten)


def _leave_to_the_desk(user: User) -> None:
    """Whom the desk had registered before this access loses the access alone: they came with SPID or CIE."""
    everyone = Person.objects.for_everyone(reason="accessi mai confermati")
    everyone.filter(account=user, created_at__lt=user.date_joined - SAME_REQUEST).update(account=None)
