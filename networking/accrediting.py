"""Credentials: written by who has seen the document, and revoked with a reason; never changed, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from . import facts
from .models import Credential

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Person, User

REVOKED = "networking.credential_revoked"
REVOKING = "una abilitazione, da chi la revoca"


class AccreditingError(Exception):
    """The credential stays as it is; the words say why."""


def refuse_own(person: Person, by: User) -> None:
    """Raise AccreditingError where somebody would say of themselves that they may stay with minors."""
    if person.account_id == by.pk:
        raise AccreditingError(_("È la tua: la scrive una collega o un collega."))


@transaction.atomic
def revoke(credential: Credential, *, because: str, now: datetime) -> Credential:
    """It holds no longer from `now`; one already revoked stays as it was. Raises AccreditingError without a reason."""
    if not because.strip():
        raise AccreditingError(_("Scrivi perché la revochi."))
    locked = Credential.objects.for_everyone(reason=REVOKING).select_for_update().get(pk=credential.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_because = now, because.strip()
        locked.save(update_fields=["revoked_at", "revoked_because"])
        facts.record(REVOKED, locked, now=now)
    return locked
