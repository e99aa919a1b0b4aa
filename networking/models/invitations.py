"""An invitation to answer for a child together with who already does."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .persons import Guardianship, Person
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from .people import User

LASTS = timedelta(days=14)


class GuardianInvitationQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those one has sent. Not even the other parent reads them: the address may be a secret."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(inviter__account=user)

    def opened_by(self, digest: bytes) -> Self:
        """The one whose link or code has this digest: whoever has it may look, that is what it is for."""
        return self.scoped().filter(digest=digest)

    def open(self, now: datetime) -> Self:
        """Those that can still be accepted at `now`."""
        return self.filter(accepted_at=None, withdrawn_at=None, created_at__gt=now - LASTS)


class GuardianInvitation(PrivateModel):
    """By link or by code, for one or more children. Here there is only by what to recognise it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inviter = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi invita"))
    children = models.ManyToManyField(Person, related_name="+", verbose_name=_("per chi"))
    kind = models.CharField(_("come"), max_length=10, choices=Guardianship.Kind)
    digest = models.BinaryField(_("impronta del collegamento"), max_length=32, unique=True, editable=False)
    # Empty for who was handed a code.
    email = models.EmailField(_("e-mail di chi è invitato"), blank=True)
    created_at = models.DateTimeField(_("mandato il"))
    accepted_at = models.DateTimeField(_("accettato il"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accettato da")
    )
    withdrawn_at = models.DateTimeField(_("ritirato il"), null=True, blank=True)

    objects = GuardianInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invito a rispondere insieme")
        verbose_name_plural = _("inviti a rispondere insieme")
        constraints = [
            models.CheckConstraint(
                name="an_invitation_ends_once", condition=Q(accepted_at=None) | Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def expires_at(self) -> datetime:
        """The moment from which it is worth nothing."""
        return self.created_at + LASTS
