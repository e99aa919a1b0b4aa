"""Who is a member of an association, from when; their book is written line by line beside (`MemberEntry`)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Func, Q, Value
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
# Art. 24, comma 1, D.Lgs. 117/2017, unless the statute says otherwise (`BodyRule.months_before_voting`).
MONTHS_BEFORE_VOTING = 3


class VotesFrom(Func):
    """The day from which who was admitted on a day votes: `membership.rules.votes_from`, asked of the database."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = models.DateField()

    def __init__(self, admitted_on: str, months: int) -> None:
        after = Func(Value(0), Value(months), function="make_interval", output_field=models.DurationField())
        super().__init__(F(admitted_on), after)


class MemberQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Oneself; all for who keeps the book."""
        if not user.is_authenticated:
            return self.none().scoped()
        if keeps_members(user):
            return self.scoped()
        return self.scoped().filter(person__account=user)

    def of_user(self, user: User) -> Self:
        """Those that `user` is today."""
        return self.filter(person__account=user).on(timezone.localdate())

    def on(self, day: date) -> Self:
        """Those who are members on `day`."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), admitted_on__lte=day)

    def voting_on(self, day: date, *, months: int = MONTHS_BEFORE_VOTING) -> Self:
        """Those who are members on `day` and have a vote: enrolled for `months` (31 August votes on 30 November).

        Minors too: who answers for them casts it (nota MLPS 1309/2019).
        """
        return self.on(day).alias(votes_from=VotesFrom("admitted_on", months)).filter(votes_from__lte=day)


def keeps_members(user: User | AnonymousUser) -> bool:
    """Whether `user` keeps the book of members, which is one for the whole territory."""
    return user.is_authenticated and (user.is_superuser or user.scope(*KEEP_MEMBERS).everywhere)


class Member(Named, PrivateModel):
    """Somebody admitted to an association, until they leave. Under age, who answers for them votes.

    What the book says writes it (migration `0006_members`): nobody else does, in the portal.
    """

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
