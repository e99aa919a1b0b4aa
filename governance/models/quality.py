"""What the rules of quality found, night after night."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class QualityCheckQuerySet(models.QuerySet["QualityCheck"]):
    def latest(self) -> Self:
        """The last one of each rule."""
        return self.order_by("rule", "-checked_on").distinct("rule")


class QualityCheck(models.Model):
    """That a rule was tried on a day: of how many rows, and how many were not as they should be."""

    rule = models.SlugField(_("regola"), max_length=40)
    checked_on = models.DateField(_("provata il"))
    looked = models.PositiveIntegerField(_("righe guardate"))
    wrong = models.PositiveIntegerField(_("righe da sistemare"))
    # As the rule was that day: a number published with a broken one of these would not be true.
    is_blocking = models.BooleanField(_("indispensabile"), default=False)

    objects = QualityCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_on", "rule"]
        verbose_name = _("verifica sui dati")
        verbose_name_plural = _("verifiche sui dati")
        constraints = [
            models.UniqueConstraint(name="one_check_a_rule_a_day", fields=["rule", "checked_on"]),
            models.CheckConstraint(name="no_more_wrong_than_looked_at", condition=Q(wrong__lte=F("looked"))),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.checked_on:%d/%m/%Y}: {self.wrong}/{self.looked}"
