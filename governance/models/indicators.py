"""What is measured, in words and in versions; and how far the project wants to come, each time with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Goal, ProgrammePoint, Zone

if TYPE_CHECKING:
    from datetime import date


class Direction(models.TextChoices):
    """Which way is good."""

    UP = "up", _("più è alto, meglio è")
    DOWN = "down", _("più è basso, meglio è")
    RANGE = "range", _("deve stare fra due valori")


class Calculation(models.TextChoices):
    """How rows become a number."""

    COUNT = "count", _("quanti sono")
    DISTINCT = "distinct", _("quanti sono, ciascuno contato una volta")
    SUM = "sum", _("somma")
    RATIO = "ratio", _("rapporto fra due somme")
    MEDIAN = "median", _("valore di mezzo")
    PARITY = "parity", _("rapporto fra i due sessi")
    GAP = "gap", _("rapporto fra la zona più bassa e la più alta")
    PAIRED = "paired", _("differenza fra prima e dopo, per le stesse persone")


class Unit(models.TextChoices):
    """What the number counts."""

    PEOPLE = "people", _("persone")
    HOURS = "hours", _("ore")
    PERCENT = "percent", _("per cento")
    INDEX = "index", _("indice da 0 a 1")
    SESSIONS = "sessions", _("incontri")
    DAYS = "days", _("giorni")
    ORGANISATIONS = "organisations", _("enti")
    FAMILIES = "families", _("famiglie")
    POINTS = "points", _("punti")
    HOURS_EACH = "hours_each", _("ore a testa")
    PLACES = "places", _("luoghi")
    MEMBERS = "members", _("soci")
    SUBSCRIBERS = "subscribers", _("iscritti")


class Level(models.TextChoices):
    """How far along the way from what one puts in to what changes."""

    INPUT = "input", _("quello che si mette")
    PROCESS = "process", _("come si lavora")
    OUTPUT = "output", _("quello che si fa")
    OUTCOME = "outcome", _("quello che cambia")
    IMPACT = "impact", _("quello che resta")


class IndicatorDefinitionQuerySet(models.QuerySet["IndicatorDefinition"]):
    def in_force_on(self, day: date) -> Self:
        """The version of each code that holds on `day`, in the order of the codes."""
        return self.filter(valid_from__lte=day).order_by("code", "-valid_from", "-version").distinct("code")

    def fed(self) -> Self:
        """Those whose rows the portal has."""
        return self.filter(not_fed_because="")


class IndicatorDefinition(models.Model):
    """One version of an indicator. Once something was read by it the database changes it no more."""

    class Time(models.TextChoices):
        PERIOD = "period", _("quello che è successo nel periodo")
        STOCK = "stock", _("com'era alla fine del periodo")

    code = models.CharField(_("codice"), max_length=8)
    version = models.PositiveSmallIntegerField(_("versione"), default=1)
    valid_from = models.DateField(_("vale dal"))
    changed_because = models.CharField(_("perché è cambiata"), max_length=300, blank=True)
    name = models.CharField(_("nome"), max_length=120)
    plain = models.TextField(_("in parole semplici"), max_length=600)
    formula = models.TextField(_("come si calcola"), max_length=600)
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("obiettivo")
    )
    point = models.ForeignKey(
        ProgrammePoint, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("punto")
    )
    level = models.CharField(_("livello"), max_length=10, choices=Level)
    unit = models.CharField(_("unità"), max_length=14, choices=Unit)
    calculation = models.CharField(_("calcolo"), max_length=10, choices=Calculation)
    time = models.CharField(_("tempo"), max_length=10, choices=Time, default=Time.PERIOD)
    direction = models.CharField(_("direzione"), max_length=10, choices=Direction, default=Direction.UP)
    range_low = models.DecimalField(_("da"), max_digits=14, decimal_places=4, null=True, blank=True)
    range_high = models.DecimalField(_("a"), max_digits=14, decimal_places=4, null=True, blank=True)
    dimensions = ArrayField(models.CharField(max_length=10), verbose_name=_("si divide per"), default=list)
    group_name = models.CharField(_("che cosa sono i gruppi"), max_length=60, blank=True)
    frequency = models.CharField(_("si legge ogni"), max_length=12)
    threshold = models.PositiveSmallIntegerField(
        _("sotto quante persone si nasconde"), default=5, help_text=_("Zero dove non si contano persone.")
    )
    counts_people = models.BooleanField(_("conta persone o famiglie"), default=True)
    is_core = models.BooleanField(_("nel primo nucleo"), default=False)
    baseline = models.DecimalField(
        _("punto di partenza"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("punto di partenza del"), null=True, blank=True)
    baseline_source = models.CharField(_("fonte del punto di partenza"), max_length=200, blank=True)
    source = models.TextField(_("da dove vengono i dati"), max_length=600)
    owner = models.CharField(_("chi ne risponde"), max_length=120)
    rationale = models.TextField(_("perché lo guardiamo"), max_length=600)
    limits = models.TextField(_("che cosa non dice"), max_length=600)
    not_fed_because = models.TextField(_("perché non ha ancora dati"), max_length=600, blank=True)

    objects = IndicatorDefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = _("definizione di indicatore")
        verbose_name_plural = _("definizioni di indicatori")
        constraints = [
            models.UniqueConstraint(name="one_definition_a_version", fields=["code", "version"]),
            models.UniqueConstraint(
                name="one_definition_from_a_day",
                fields=["code", "valid_from"],
                violation_error_message=_(
                    "C'è già una versione di questo indicatore che vale da quel giorno."
                ),
            ),
            models.CheckConstraint(
                name="a_change_says_why",
                condition=Q(version=1) | ~Q(changed_because=""),
                violation_error_message=_("Di una nuova versione si dice perché."),
            ),
            models.CheckConstraint(
                name="a_range_has_two_ends",
                condition=~Q(direction="range") | Q(range_low__lt=F("range_high")),
                violation_error_message=_("Servono i due valori, il più basso prima."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("governance:indicator", args=[self.code.lower()])


class IndicatorTargetQuerySet(models.QuerySet["IndicatorTarget"]):
    def latest(self) -> Self:
        """Of each cell and period the one that was set last."""
        cell = ("code", "first_day", "last_day", "zone_id", "comune_id")
        return self.order_by(*cell, "-set_at", "-pk").distinct(*cell)


class IndicatorTarget(models.Model):
    """How far to come in a period, all together or in a place. Never changed: who thinks again adds one, and says why."""

    code = models.CharField(_("codice"), max_length=8, db_index=True)
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"))
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    value = models.DecimalField(_("traguardo"), max_digits=14, decimal_places=4)
    reason = models.CharField(_("perché"), max_length=300)
    set_at = models.DateTimeField(_("fissato il"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fissato da"),
    )

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-first_day", "-set_at"]
        verbose_name = _("traguardo")
        verbose_name_plural = _("traguardi")
        constraints = [
            models.CheckConstraint(
                name="a_target_is_of_some_days",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message=_("L'ultimo giorno viene prima del primo."),
            ),
            models.CheckConstraint(
                name="a_target_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Di un traguardo si dice perché."),
            ),
            models.CheckConstraint(
                name="a_target_of_a_comune_or_a_zone",
                condition=Q(zone=None) | Q(comune=None),
                violation_error_message=_("Un traguardo è di una zona o di un comune."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.value}"
