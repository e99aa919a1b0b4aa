"""What people have agreed to, in which words, and when they changed their mind."""

from __future__ import annotations

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


class ConsentQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(person__account=user)

    def of_family(self, user: User) -> Self:
        """One's own, and those of the people one answers for today."""
        return self.scoped().filter(person__in=Person.objects.of_family(user).values("pk"))

    def live(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(PrivateModel):
    """That somebody agreed to one purpose, in the words of one version. Withdrawing keeps that it was given."""

    class Purpose(models.TextChoices):
        NEWS = "news", _("ricevere notizie del progetto")
        PHOTOS = "photos", _("foto e video durante le attività")
        NEEDS = "needs", _("esigenze lette da chi conduce")
        GOING_HOME = "going_home", _("tornare a casa da solo o da sola")
        VOLUNTEERING = "volunteering", _("fare volontariato prima dei 18 anni")
        COMPANIONSHIP = "companionship", _("ricevere compagnia da una volontaria o un volontario")

    class Door(models.TextChoices):
        OWN_AREA = "own", _("nella propria area")
        DESK = "desk", _("allo sportello")
        PAPER = "paper", _("su un modulo di carta firmato")
        LINK = "link", _("dal collegamento in fondo a una e-mail")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("di chi"))
    purpose = models.CharField(_("per che cosa"), max_length=20, choices=Purpose)
    # Who said it, where that is not the person: any of those who answer for them may, and may change their mind.
    given_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("dato da")
    )
    withdrawn_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ritirato da")
    )
    text_version = models.CharField(_("versione del testo"), max_length=20)
    given_at = models.DateTimeField(_("dato il"))
    given_through = models.CharField(_("dato come"), max_length=10, choices=Door)
    withdrawn_at = models.DateTimeField(_("ritirato il"), null=True, blank=True)
    withdrawn_through = models.CharField(_("ritirato come"), max_length=10, choices=Door, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at"]
        verbose_name = _("consenso")
        verbose_name_plural = _("consensi")
        constraints = [
            models.UniqueConstraint(
                name="one_live_consent_per_purpose",
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="a_withdrawn_consent_says_how",
                condition=Q(withdrawn_at=None, withdrawn_through="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_through="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"
