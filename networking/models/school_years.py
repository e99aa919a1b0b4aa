"""When schools are open: a school year's lessons and the days off within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .territory import Comune

if TYPE_CHECKING:
    from datetime import date


class SchoolYear(models.Model):
    """A school year in Umbria, with its first and last day of lessons."""

    name = models.CharField(
        _("anno scolastico"),
        max_length=7,
        unique=True,
        validators=[RegexValidator(r"^\d{4}/\d{2}$", _("Scrivi l'anno scolastico così: 2026/27."))],
    )
    first_day = models.DateField(_("primo giorno di lezione"))
    last_day = models.DateField(_("ultimo giorno di lezione"))
    source = models.CharField(_("fonte"), max_length=300, blank=True)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("anno scolastico")
        verbose_name_plural = _("anni scolastici")
        constraints = [
            models.CheckConstraint(
                name="school_year_ends_after_it_begins",
                condition=Q(last_day__gt=F("first_day")),
                violation_error_message=_("L'anno scolastico finirebbe prima di cominciare."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        """Whether lessons may be held on `day`, breaks aside."""
        return self.first_day <= day <= self.last_day


class SchoolBreak(models.Model):
    """Days without school in a school year, everywhere or only in one comune. Both days are included."""

    year = models.ForeignKey(
        SchoolYear, models.CASCADE, related_name="breaks", verbose_name=_("anno scolastico")
    )
    name = models.CharField(_("che vacanza è"), max_length=120)
    first_day = models.DateField(_("primo giorno senza scuola"))
    last_day = models.DateField(_("ultimo giorno senza scuola"))
    comune = models.ForeignKey(
        Comune,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("solo nelle scuole di"),
        help_text=_("Vuoto vuol dire in tutte le scuole."),
    )
    source = models.CharField(_("fonte"), max_length=300, blank=True)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("vacanza scolastica")
        verbose_name_plural = _("vacanze scolastiche")
        constraints = [
            models.CheckConstraint(
                name="school_break_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("La vacanza finirebbe prima di cominciare."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
