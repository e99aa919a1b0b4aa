"""“Segnala un problema”: what people tell us about a page."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageReport(models.Model):
    """A problem met on a page of the portal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(_("pagina"), max_length=500)
    message = models.TextField(_("che cosa non va"), max_length=2000)
    email = models.EmailField(_("e-mail per la risposta"), blank=True)
    reported_at = models.DateTimeField(_("segnalato il"))
    handled_at = models.DateTimeField(_("preso in carico il"), null=True, blank=True)

    class Meta:
        ordering = ["-reported_at"]
        verbose_name = _("problema segnalato")
        verbose_name_plural = _("problemi segnalati")

    def __str__(self) -> str:
        return f"{self.path}: {self.message[:60]}"
