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


class ScheduledRun(models.Model):
    """How it goes with one regular work (networking.schedules): one row each, written again at every run."""

    name = models.CharField(_("lavoro"), max_length=60, primary_key=True)
    # A work that is new here has not missed what came before it.
    known_since = models.DateTimeField(_("conosciuto dal"))
    started_at = models.DateTimeField(_("cominciato l'ultima volta"), null=True, blank=True)
    ended_at = models.DateTimeField(_("finito l'ultima volta"), null=True, blank=True)
    # When the last run that went well began: what was due until then is done.
    succeeded_at = models.DateTimeField(_("riuscito l'ultima volta"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("tentativi dopo l'ultima volta riuscita"), default=0)
    # The kind of error and nothing of its text, which may speak of somebody.
    last_error = models.CharField(_("ultimo errore"), max_length=100, blank=True)
    wanted_at = models.DateTimeField(_("chiesto a mano"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("orario del portale")
        verbose_name_plural = _("orari del portale")

    def __str__(self) -> str:
        return self.name
