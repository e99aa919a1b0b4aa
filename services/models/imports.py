"""Sheets that somebody handed in and has not confirmed yet."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

# How long a sheet waits for its confirmation.
WAITS = timedelta(hours=24)


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    def waiting_for(self, user: User, now: datetime) -> Self:
        """Those that `user` handed in and may still confirm. Nobody confirms somebody else's."""
        return self.filter(uploaded_by=user, uploaded_at__gt=now - WAITS)


class PendingImport(models.Model):
    """The rows of a sheet between the preview and the confirmation: kept here, not by the browser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(_("elenco"), max_length=20)
    file_name = models.CharField(_("nome del file"), max_length=150)
    rows = models.JSONField(_("righe"))
    # What a long sheet would do, as a worker found at `seen_at`; a short one is looked at each time.
    seen = models.JSONField(_("che cosa cambierebbe"), null=True, blank=True)
    seen_at = models.DateTimeField(_("guardato il"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("caricato da")
    )
    uploaded_at = models.DateTimeField(_("caricato il"))

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("foglio da confermare")
        verbose_name_plural = _("fogli da confermare")

    def __str__(self) -> str:
        return self.file_name
