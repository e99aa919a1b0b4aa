"""The insurance of who helps: accidents, illness, harm to others (art. 18 D.Lgs. 117/2017, D.M. 6 October 2021)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .volunteers import COORDINATE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class InsurancePolicy(models.Model):
    """A contract of an ente with an insurer."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("ente che assicura")
    )
    insurer = models.CharField(_("compagnia"), max_length=120)
    number = models.CharField(_("numero della polizza"), max_length=60)
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("fino al"), help_text=_("Quel giorno non vale più."))
    covers_accidents = models.BooleanField(_("infortuni"), default=True)
    covers_illness = models.BooleanField(_("malattia"), default=True)
    covers_liability = models.BooleanField(_("danni ad altri"), default=True)

    class Meta:
        ordering = ["-starts_on", "number"]
        verbose_name = _("polizza")
        verbose_name_plural = _("polizze")
        constraints = [
            models.UniqueConstraint(
                name="one_policy_per_number",
                fields=["insurer", "number"],
                violation_error_message=_("C'è già una polizza con questo numero."),
            ),
            models.CheckConstraint(
                name="policy_ends_after_it_begins",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("La polizza finirebbe prima di cominciare."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insurer} {self.number}"


class InsuranceCoverQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the volunteers one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("person__")
        return self.scoped().filter(Q(person__account=user) | coordinated)


class InsuranceCover(PrivateModel):
    """That a policy covers somebody from one day to another; it holds only where the policy does."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi"))
    policy = models.ForeignKey(
        InsurancePolicy, models.PROTECT, related_name="covers", verbose_name=_("polizza")
    )
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(
        _("fino al"), null=True, blank=True, help_text=_("Vuoto: fino alla fine della polizza.")
    )

    objects = InsuranceCoverQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-starts_on"]
        verbose_name = _("copertura assicurativa")
        verbose_name_plural = _("coperture assicurative")
        indexes = [models.Index(name="covers_of_a_person", fields=["person", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                name="cover_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("La copertura finirebbe prima di cominciare."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.policy}"
