"""The addresses at which calendars read somebody's dates."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .persons import Person
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


def token_hash(token: str) -> bytes:
    """By which an address is found again. The token is 32 random bytes: nobody finds it by trying."""
    return hashlib.sha256(token.encode()).digest()


class CalendarFeedQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(person__account=user)

    def live(self) -> Self:
        """Those that are still read: not taken away, of somebody who may still enter."""
        return self.filter(revoked_at=None, person__account__is_active=True)

    def opened_by(self, token: str) -> Self:
        """The live one whose address holds `token`: whoever has it may read, that is what it is for."""
        return self.scoped().live().filter(token_hash=token_hash(token))


class CalendarFeed(PrivateModel):
    """A secret address. It is known to its person alone: here there is only by what to recognise it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("di chi"))
    token_hash = models.BinaryField(_("impronta dell'indirizzo"), max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(_("creato il"))
    revoked_at = models.DateTimeField(_("tolto il"), null=True, blank=True)
    # A day, and no more: not when somebody looks at their telephone.
    last_read_on = models.DateField(_("letto l'ultima volta il"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("indirizzo di calendario")
        verbose_name_plural = _("indirizzi di calendario")
        constraints = [
            models.UniqueConstraint(
                name="one_live_calendar_per_person", fields=["person"], condition=Q(revoked_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
