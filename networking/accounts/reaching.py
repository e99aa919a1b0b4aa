"""An address that somebody has shown to be theirs: what could not be told them sets out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from networking.outbox import preferring

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress


def tell_what_waits(*, email_address: EmailAddress, **_told: Any) -> None:
    """After `email_address` is confirmed: tell its person there what waits, and what had been given up."""
    person = getattr(email_address.user, "person", None)
    if person is not None:
        with transaction.atomic():
            preferring.reroute(person, now=timezone.now())
