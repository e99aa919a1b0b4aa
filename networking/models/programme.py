"""The programme: goals with their actions, and the ten points. Later things are tagged with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Goal(models.Model):
    """One of the project's goals, named after a Sustainable Development Goal."""

    sdg_number = models.PositiveSmallIntegerField(_("numero SDG"), unique=True)
    title = models.CharField(_("titolo"), max_length=200)
    plain = models.TextField(_("in parole semplici"), blank=True)

    class Meta:
        ordering = ["sdg_number"]
        verbose_name = _("obiettivo")
        verbose_name_plural = _("obiettivi")

    def __str__(self) -> str:
        return f"SDG {self.sdg_number} · {self.title}"


class Action(models.Model):
    """What the project does for a goal, in the project's own words."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions", verbose_name=_("obiettivo"))
    code = models.CharField(_("codice"), max_length=8, unique=True)
    text = models.TextField(_("azione"))
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)

    class Meta:
        ordering = ["goal", "order"]
        verbose_name = _("azione")
        verbose_name_plural = _("azioni")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class ProgrammePoint(models.Model):
    """One of the ten points of the project."""

    number = models.PositiveSmallIntegerField(_("numero"), unique=True)
    title = models.TextField(_("titolo"))
    plain = models.TextField(_("in parole semplici"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("punto del progetto")
        verbose_name_plural = _("punti del progetto")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
