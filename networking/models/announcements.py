"""What staff tell everybody of a place: a word, or an appointment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .links import WebAddressField
from .territory import Comune, Zone

if TYPE_CHECKING:
    from datetime import datetime


class Announcement(models.Model):
    """A communication to the people of a comune, of a zone or of the whole territory, each by their own channel."""

    class Nature(models.TextChoices):
        SERVICE = "service", _("di servizio: a tutti, perché devono saperlo")
        NEWS = "news", _("notizia: solo a chi ha chiesto di riceverne")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nature = models.CharField(_("che comunicazione è"), max_length=10, choices=Nature, default=Nature.SERVICE)
    title = models.CharField(
        _("titolo"),
        max_length=110,
        help_text=_(
            "Diventa l'oggetto dell'e-mail e l'SMS, e si legge nei calendari: niente nomi di persone."
        ),
    )
    text = models.TextField(
        _("testo"),
        max_length=3000,
        help_text=_("Frasi corte. Una riga vuota comincia un nuovo capoverso. Niente dati di persone."),
    )
    link = WebAddressField(_("pagina da leggere"), blank=True)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("alla zona")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("al comune")
    )
    starts_at = models.DateTimeField(_("appuntamento: comincia"), null=True, blank=True)
    ends_at = models.DateTimeField(_("finisce"), null=True, blank=True)
    place = models.CharField(
        _("dove"),
        max_length=150,
        blank=True,
        help_text=_("Si legge nei calendari: il luogo, senza nomi di persone."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    created_at = models.DateTimeField(_("scritta il"), editable=False)
    published_at = models.DateTimeField(_("mandata il"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("cambiata il"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("annullata il"), null=True, blank=True, editable=False)
    # Grows with every change of when, where or whether: calendars believe the highest.
    sequence = models.PositiveIntegerField(_("numero del cambiamento"), default=0, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("comunicazione")
        verbose_name_plural = _("comunicazioni")
        constraints = [
            models.CheckConstraint(
                name="announced_to_a_comune_or_a_zone",
                condition=Q(zone=None) | Q(comune=None),
                violation_error_message=_("Scegli una zona o un comune, non tutti e due."),
            ),
            models.CheckConstraint(
                name="an_appointment_ends_after_it_starts",
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message=_(
                    "Un appuntamento ha inizio e fine, e finisce dopo che è cominciato."
                ),
            ),
            models.CheckConstraint(
                name="only_what_was_announced_is_called_off",
                condition=Q(cancelled_at=None) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_appointment(self) -> bool:
        """Whether it says to come somewhere."""
        return self.starts_at is not None

    @property
    def where_to(self) -> str:
        """To whom it is told, in words."""
        return str(self.comune or self.zone or _("Tutto il territorio"))

    def is_over(self, now: datetime) -> bool:
        """Whether the appointment has begun: nothing about it is worth telling."""
        return self.starts_at is not None and self.starts_at <= now
