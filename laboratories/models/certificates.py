"""What somebody has really attended, on a sheet that anybody can check."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Credential, Person
from networking.models.files import random_name
from networking.models.private import PrivateModel, PrivateQuerySet

from .cycles import Cycle

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class CertificateQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and those of whom one answers for; those of the cycles one runs."""
        if not user.is_authenticated:
            return self.none().scoped()
        people = Person.objects.of_family(user).values("pk")
        run = Cycle.objects.run_by(user).values("pk")
        return self.scoped().filter(Q(person__in=people) | Q(cycle__in=run))

    def of_family(self, user: User) -> Self:
        """One's own and those of the people one answers for today."""
        return self.scoped().filter(person__in=Person.objects.of_family(user).values("pk"))

    def valid(self) -> Self:
        """Those that nobody has revoked."""
        return self.filter(revoked_at=None)


class Certificate(PrivateModel):
    """That somebody attended a cycle for so many minutes, as its registers said on the day it was issued.

    Title, minutes and days are written here: what happens to the cycle later does not change a sheet already given.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Sixteen signs drawn by chance, without those that look alike: 80 bits.
    number = models.CharField(_("numero"), max_length=16, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("di chi"))
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="certificates", verbose_name=_("ciclo"))
    title = models.CharField(_("attività"), max_length=250)
    minutes = models.PositiveIntegerField(_("minuti frequentati"))
    minutes_held = models.PositiveIntegerField(_("minuti tenuti"))
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"))
    issued_at = models.DateTimeField(_("emesso il"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emesso da"),
    )
    revoked_at = models.DateTimeField(_("revocato il"), null=True, blank=True)
    revoked_because = models.CharField(_("perché"), max_length=200, blank=True)
    credential = models.OneToOneField(
        Credential,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("abilitazione che dà"),
    )
    # Drawn once, when it is issued; whoever has it can show that it is the same.
    file = models.FileField(_("file"), upload_to=random_name, blank=True)
    digest = models.BinaryField(max_length=32, null=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "id"]
        verbose_name = _("attestato")
        verbose_name_plural = _("attestati")
        constraints = [
            models.UniqueConstraint(
                name="one_valid_certificate_per_cycle",
                fields=["person", "cycle"],
                condition=Q(revoked_at=None),
                violation_error_message=_("Per questo ciclo ha già un attestato."),
            ),
            models.CheckConstraint(
                name="nobody_attends_more_than_was_held",
                condition=Q(minutes__lte=models.F("minutes_held"), minutes__gt=0),
            ),
            models.CheckConstraint(
                name="a_revoked_certificate_says_why",
                condition=Q(revoked_at=None) | ~Q(revoked_because=""),
                violation_error_message=_("Scrivi perché lo revochi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.person}"
