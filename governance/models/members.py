"""Who is a member of an association, from when; their book is written line by line beside (`MemberEntry`)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import RoleKind
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .named import Named

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who keeps the book of members, for the board (art. 15 D.Lgs. 117/2017).
KEEP_MEMBERS = (RoleKind.SECRETARY, RoleKind.ADMINISTRATOR)


class MemberQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Oneself; all for who keeps the book."""
        if not user.is_authenticated:
            return self.none().scoped()
        if user.is_superuser or user.scope(*KEEP_MEMBERS).everywhere:
            return self.scoped()
        return self.scoped().filter(person__account=user)

    def of_user(self, user: User) -> Self:
        """Those that `user` is today."""
        return self.filter(person__account=user).on(timezone.localdate())

    def on(self, day: date) -> Self:
        """Those who are members on `day`."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), admitted_on__lte=day)


class Member(Named, PrivateModel):
    """Somebody admitted to an association, until they leave. Under age, who answers for them votes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="members", verbose_name=_("associazione")
    )
    admitted_on = models.DateField(_("associato dal"))
    left_on = models.DateField(_("fino al"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "name"]
        verbose_name = _("associata o associato")
        verbose_name_plural = _("associati")
        indexes = [models.Index(name="members_by_person", fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                name="a_member_once_at_a_time",
                fields=["organization", "person"],
                condition=Q(left_on=None),
                violation_error_message=_("È già tra gli associati."),
            ),
            models.CheckConstraint(
                name="a_member_leaves_after_joining",
                condition=Q(left_on=None) | Q(left_on__gte=F("admitted_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
