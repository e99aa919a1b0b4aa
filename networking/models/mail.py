"""The outbox: a message is a row before it is an e-mail, so a page never waits for SMTP."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def ready(self, now: datetime) -> Self:
        """Waiting and due, or held by a sender that died: its lease ran out."""
        waiting = Q(state=OutboxMail.State.QUEUED, due_at__lte=now)
        abandoned = Q(state=OutboxMail.State.SENDING, lease_until__lt=now)
        return self.filter(waiting | abandoned)


class OutboxMail(models.Model):
    """One e-mail to one person, with the same Message-ID however often it is tried."""

    class State(models.TextChoices):
        QUEUED = "queued", _("in attesa")
        SENDING = "sending", _("in partenza")
        SENT = "sent", _("partita")
        DEAD = "dead", _("non consegnata")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField(_("a"))
    from_email = models.CharField(_("da"), max_length=200)
    subject = models.CharField(_("oggetto"), max_length=250)
    text = models.TextField(_("testo"))
    html = models.TextField(_("testo HTML"), blank=True)
    state = models.CharField(_("stato"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    created_at = models.DateTimeField(_("scritta il"))
    due_at = models.DateTimeField(_("da spedire dal"))
    lease_until = models.DateTimeField(_("presa in carico fino al"), null=True, blank=True)
    sent_at = models.DateTimeField(_("partita il"), null=True, blank=True)
    last_error = models.TextField(_("ultimo errore"), blank=True)
    # The last word to somebody who has been erased: once it has left, address and text go too.
    is_farewell = models.BooleanField(
        _("da dimenticare appena partita"), default=False, db_default=False, editable=False
    )

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("e-mail in uscita")
        verbose_name_plural = _("e-mail in uscita")
        indexes = [
            models.Index(
                name="mail_still_to_send", fields=["due_at"], condition=Q(state__in=["queued", "sending"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_says_when",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"
