"""“Segnala un errore” on a sheet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErrorReport(models.Model):
    """What somebody says is wrong on the sheet of a service."""

    class Field(models.TextChoices):
        HOURS = "hours", _("Gli orari")
        PHONE = "phone", _("Il telefono o l'e-mail")
        ADDRESS = "address", _("L'indirizzo")
        COST = "cost", _("Il costo")
        FOR_WHOM = "for_whom", _("A chi è rivolto")
        ACCESS = "access", _("Come si accede")
        GONE = "gone", _("Il servizio non c'è più")
        OTHER = "other", _("Altro")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="error_reports", verbose_name=_("servizio")
    )
    field = models.CharField(_("che cosa è sbagliato"), max_length=10, choices=Field)
    message = models.TextField(_("com'è invece"), max_length=2000)
    email = models.EmailField(_("e-mail per la risposta"), blank=True)
    reported_at = models.DateTimeField(_("segnalato il"))
    handled_at = models.DateTimeField(_("preso in carico il"), null=True, blank=True)

    class Meta:
        ordering = ["-reported_at"]
        verbose_name = _("errore segnalato")
        verbose_name_plural = _("errori segnalati")

    def __str__(self) -> str:
        return f"{self.service}: {self.get_field_display()}"
