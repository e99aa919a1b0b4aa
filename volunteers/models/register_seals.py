"""The seals of the register: at least once a year its lines are drawn, signed and time-stamped outside, and kept.

D.M. 6 October 2021, art. 2215-bis of the civil code. What was drawn never changes; it is signed once.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile

from .register import RegisterSection


class RegisterSealQuerySet(models.QuerySet["RegisterSeal"]):
    def signed(self) -> RegisterSealQuerySet:
        """Those that are done: what is only drawn waits for its signature."""
        return self.exclude(how=RegisterSeal.How.WAITING)


class RegisterSeal(models.Model):
    """The lines of a section from one number to another, as a PDF with its digest, and the signature on it."""

    class How(models.TextChoices):
        WAITING = "", _("da firmare")
        DIGITAL = "digital", _("firma digitale con marca temporale")
        PAPER = "paper", _("firmato su carta: copia")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(
        RegisterSection, models.PROTECT, related_name="seals", verbose_name=_("sezione")
    )
    year = models.PositiveSmallIntegerField(_("anno"))
    first = models.PositiveIntegerField(_("dalla riga"))
    last = models.PositiveIntegerField(_("alla riga"))
    # The digest of the last line: the chain that the seal closes.
    chain = models.BinaryField(max_length=32, editable=False)
    # The files go when nobody of their lines is known any more; digests and facts stay.
    drawn = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("il PDF da firmare")
    )
    digest = models.BinaryField(_("SHA-256 del PDF"), max_length=32, editable=False)
    drawn_at = models.DateTimeField(_("preparato il"))
    how = models.CharField(_("come"), max_length=8, choices=How, blank=True, default=How.WAITING)
    signed = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("il file firmato")
    )
    signed_digest = models.BinaryField(
        _("SHA-256 del file firmato"), max_length=32, null=True, editable=False
    )
    signer = models.CharField(_("chi ha firmato"), max_length=200, blank=True)
    authority = models.CharField(_("chi ha dato il certificato"), max_length=200, blank=True)
    stamped_at = models.DateTimeField(_("marca temporale"), null=True, blank=True)
    stamp_authority = models.CharField(_("chi ha dato la marca"), max_length=200, blank=True)
    sealed_at = models.DateTimeField(_("caricato il"), null=True, blank=True)
    # Whose access it was: like whoever writes a line, it is never changed, and may lead nowhere one day.
    sealed_by_id = models.UUIDField(_("da"), null=True, blank=True, editable=False)

    objects = RegisterSealQuerySet.as_manager()

    class Meta:
        ordering = ["section", "-last"]
        verbose_name = _("sigillo del registro")
        verbose_name_plural = _("sigilli del registro")
        constraints = [
            models.UniqueConstraint(name="a_line_is_sealed_once", fields=["section", "first"]),
            models.CheckConstraint(name="a_seal_has_lines", condition=Q(first__gte=1, last__gte=F("first"))),
            models.CheckConstraint(
                name="a_digital_seal_has_its_stamp",
                condition=~Q(how="digital") | (Q(stamped_at__isnull=False) & ~Q(signer="")),
            ),
            models.CheckConstraint(
                name="what_was_signed_has_its_digest",
                condition=Q(how="") | Q(signed_digest__isnull=False),
            ),
            models.CheckConstraint(
                name="a_seal_says_when",
                condition=Q(how="", sealed_at=None) | (~Q(how="") & Q(sealed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} · {self.year}"

    @property
    def is_waiting(self) -> bool:
        """Whether it is drawn, and nobody has signed it yet."""
        return self.how == self.How.WAITING
