"""What the portal knows of its own health."""

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last time a process of ours said it was alive."""

    name = models.CharField(_("processo"), max_length=40, unique=True)
    beat_at = models.DateTimeField(_("ultimo battito"))

    class Meta:
        verbose_name = _("battito")
        verbose_name_plural = _("battiti")

    def __str__(self) -> str:
        return f"{self.name} {localtime(self.beat_at):%d/%m/%Y %H:%M:%S}"
