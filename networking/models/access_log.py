"""Who read what about whom: rows that only grow, each chained to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import RoleKind
from .private import PrivateModel, PrivateQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class AccessRecordQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The portal's administration for the whole territory; nobody else."""
        is_allowed = user.is_authenticated and user.scope(RoleKind.ADMINISTRATOR).everywhere
        return self.scoped() if is_allowed else self.none().scoped()

    def about(self, subject: models.Model) -> Self:
        """The readings of one row."""
        return self.filter(subject_label=subject._meta.label, subject_id=str(subject.pk))


class AccessRecord(PrivateModel):
    """One reading. A database trigger gives day, number, moment and digests: nobody writes them.

    The chain covers `reader_digest`, a salted digest of `reader_name` kept beside it: once the name and its salt
    are forgotten, the chain still verifies. Ids are pseudonyms and stay as long as the row.
    """

    class Deed(models.TextChoices):
        READ = "read", _("ha letto")
        LISTED = "listed", _("ha cercato o elencato")
        EXPORTED = "exported", _("ha esportato")
        PRINTED = "printed", _("ha stampato")
        FORGOT = "forgot", _("ha cancellato dalla storia")

    day = models.DateField(_("giorno"), editable=False)
    number = models.PositiveIntegerField(_("numero nel giorno"), editable=False)
    at = models.DateTimeField(_("quando"), editable=False)
    reader = models.UUIDField(_("accesso di chi legge"), null=True)
    reader_name = models.CharField(_("chi"), max_length=254, blank=True)
    reader_salt = models.BinaryField(null=True, editable=False)
    reader_digest = models.BinaryField(editable=False)
    reader_roles = models.CharField(_("con quale ruolo"), max_length=300, blank=True)
    deed = models.CharField(_("che cosa ha fatto"), max_length=10, choices=Deed)
    subject_label = models.CharField(_("tabella"), max_length=100)
    subject_id = models.CharField(_("riga"), max_length=40, blank=True)
    rows = models.PositiveIntegerField(_("quante righe"), default=1)
    page = models.CharField(_("pagina"), max_length=200, blank=True)
    previous_hash = models.BinaryField(editable=False)
    row_hash = models.BinaryField(editable=False)

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-number"]
        verbose_name = _("lettura registrata")
        verbose_name_plural = _("registro delle letture")
        constraints = [models.UniqueConstraint(name="one_reading_per_number", fields=["day", "number"])]
        indexes = [
            models.Index(name="readings_of_a_row", fields=["subject_label", "subject_id", "day"]),
            models.Index(name="readings_of_a_reader", fields=["reader", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} n. {self.number}"
