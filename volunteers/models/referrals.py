"""Accompanying somebody to a service of the catalogue, with their yes, and what came of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laboratories.models import Session
from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Service

from .companionships import Companionship
from .volunteers import COORDINATE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class ReferralQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and one's family's; those of the people followed at the desk or coordinated; those one made."""
        if not user.is_authenticated:
            return self.none().scoped()
        people = Person.objects.visible_to(user).values("pk")
        coordinated = user.scope(*COORDINATE).following("person__")
        return self.scoped().filter(Q(person__in=people) | coordinated | Q(made_by=user))

    def open(self) -> Self:
        """Those of which nobody knows yet how they ended, the oldest first."""
        return self.filter(outcome=Referral.Outcome.WAITING).order_by("made_at", "id")


class Referral(PrivateModel):
    """That somebody was shown the way to a service. Without their yes there is no referral."""

    class Source(models.TextChoices):
        COMPANIONSHIP = "companionship", _("da chi fa compagnia")
        DESK = "desk", _("dallo sportello")
        EDUCATOR = "educator", _("da chi conduce un incontro")

    class Through(models.TextChoices):
        SPOKEN = "spoken", _("a voce, di persona")
        PHONE = "phone", _("per telefono")
        PAPER = "paper", _("su un modulo di carta firmato")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("ancora non si sa")
        HELPED = "helped", _("è stata utile")
        WENT_ELSEWHERE = "went_elsewhere", _("è andata altrove")
        DECLINED = "declined", _("ha preferito di no")
        NOT_REACHED = "not_reached", _("il servizio non ha risposto")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="referrals", verbose_name=_("chi"))
    source = models.CharField(_("da dove parte"), max_length=14, choices=Source)
    companionship = models.ForeignKey(
        Companionship,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("compagnia"),
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("incontro")
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("servizio"))
    reason = models.CharField(
        _("perché"), max_length=300, help_text=_("Solo quello che serve: niente diagnosi.")
    )
    # The yes: who said it (themselves, or who answers for them), how and when.
    agreed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("chi ha detto di sì")
    )
    agreed_through = models.CharField(_("come lo ha detto"), max_length=8, choices=Through)
    agreed_on = models.DateField(_("quando lo ha detto"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    made_at = models.DateTimeField(_("scritta il"))
    outcome = models.CharField(_("com'è finita"), max_length=14, choices=Outcome, default=Outcome.WAITING)
    outcome_on = models.DateField(_("saputo il"), null=True, blank=True)
    outcome_note = models.CharField(_("nota"), max_length=300, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        verbose_name = _("invio a un servizio")
        verbose_name_plural = _("invii ai servizi")
        indexes = [
            models.Index(name="referrals_that_wait", fields=["made_at"], condition=Q(outcome="waiting"))
        ]
        constraints = [
            models.CheckConstraint(
                name="no_referral_without_a_yes",
                condition=Q(agreed_through__in=["spoken", "phone", "paper"]),
                violation_error_message=_("Senza il sì della persona non si può."),
            ),
            models.CheckConstraint(
                name="an_outcome_says_when",
                condition=Q(outcome="waiting", outcome_on=None)
                | (~Q(outcome="waiting") & Q(outcome_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.service}"
