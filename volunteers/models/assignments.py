"""Who does which turn, from the proposal to the thanks; the database lets in only who may."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .help_requests import HelpRequest
from .volunteers import COORDINATE, Volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class AssignmentQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the requests one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        scope = user.scope(*COORDINATE)
        coordinated = Q(pk__isnull=False) if scope.everywhere else scope.within("request__comune")
        return self.scoped().filter(Q(volunteer__person__account=user) | coordinated)

    def of_volunteer(self, user: User) -> Self:
        """One's own turns."""
        return self.scoped().filter(volunteer__person__account=user)

    def live(self) -> Self:
        """Those proposed, asked or accepted."""
        return self.filter(state__in=LIVE)

    def ahead(self, now: datetime) -> Self:
        """Those whose turn has not ended at `now`."""
        return self.filter(during__endswith__gt=now)


class Assignment(PrivateModel):
    """One person in one turn. `proof` and `during` are written by the database, which refuses whoever may not."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("da confermare da chi coordina")
        INVITED = "invited", _("invitata o invitato")
        ACCEPTED = "accepted", _("viene")
        SUSPENDED = "suspended", _("sospesa")
        DONE = "done", _("svolta")
        ABSENT = "absent", _("non c'era")
        DECLINED = "declined", _("ha detto di no")
        EXPIRED = "expired", _("senza risposta")
        WITHDRAWN = "withdrawn", _("ha rinunciato")
        CANCELLED = "cancelled", _("annullata da chi coordina")

    class Source(models.TextChoices):
        SELF = "self", _("si è segnata o segnato da sé")
        COORDINATOR = "coordinator", _("proposta da chi coordina")
        ENGINE = "engine", _("proposta dall'abbinamento")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        HelpRequest, models.PROTECT, related_name="assignments", verbose_name=_("turno")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="assignments", verbose_name=_("chi")
    )
    state = models.CharField(_("a che punto è"), max_length=12, choices=State)
    source = models.CharField(_("come è nata"), max_length=12, choices=Source)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    made_at = models.DateTimeField(_("scritta il"))
    answer_by = models.DateTimeField(_("risposta entro"), null=True, blank=True)
    answered_at = models.DateTimeField(_("risposta il"), null=True, blank=True)
    ended_because = models.CharField(_("perché"), max_length=200, blank=True)
    # What is below the database writes.
    during = DateTimeRangeField(editable=False, null=True)
    proof = models.JSONField(_("perché poteva"), editable=False, null=True)
    refusals = models.JSONField(_("perché non può più"), editable=False, null=True)
    suspended_at = models.DateTimeField(_("sospesa il"), editable=False, null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["request", "made_at", "id"]
        verbose_name = _("turno di una persona")
        verbose_name_plural = _("turni delle persone")
        indexes = [
            models.Index(name="turns_of_a_volunteer", fields=["volunteer", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="once_in_a_turn",
                fields=["request", "volunteer"],
                condition=Q(state__in=["proposed", "invited", "accepted", "suspended", "done", "absent"]),
                violation_error_message=_("Questa persona c'è già."),
            ),
            ExclusionConstraint(
                name="volunteer_never_in_two_turns",
                expressions=[("volunteer", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(state__in=["accepted", "done"]),
                violation_error_message=_("In quell'orario ha già un altro turno."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.request}"


LIVE = (Assignment.State.PROPOSED, Assignment.State.INVITED, Assignment.State.ACCEPTED)
