"""What happened on a floor, for the floors above it: a row written with the fact, so that no import runs upward."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """Something that happened to a row (a session moved, a credential revoked). It is never changed.

    `kind` is «app.what_happened»; `data` holds what the row no longer tells, and never a person's name.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(_("che cosa"), max_length=80)
    about = models.CharField(_("a che cosa"), max_length=40)
    happened_at = models.DateTimeField(_("quando"))
    data = models.JSONField(_("altri dati"), default=dict)

    class Meta:
        ordering = ["id"]
        verbose_name = _("fatto")
        verbose_name_plural = _("fatti")
        indexes = [models.Index(name="facts_of_a_kind", fields=["kind", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
