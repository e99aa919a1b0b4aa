"""When a service is open: weekly rules with their validity, and exceptions."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """ISO days of the week: Monday is 1."""

    MONDAY = 1, WEEKDAYS[0]
    TUESDAY = 2, WEEKDAYS[1]
    WEDNESDAY = 3, WEEKDAYS[2]
    THURSDAY = 4, WEEKDAYS[3]
    FRIDAY = 5, WEEKDAYS[4]
    SATURDAY = 6, WEEKDAYS[5]
    SUNDAY = 7, WEEKDAYS[6]


class OpeningRule(models.Model):
    """Open every week on `weekday` from `opens` to `closes`, Italian wall clock."""

    service = models.ForeignKey("services.Service", models.CASCADE, related_name="opening_rules")
    weekday = models.PositiveSmallIntegerField(_("giorno"), choices=Weekday)
    opens = models.TimeField(_("apre"))
    closes = models.TimeField(_("chiude"))
    weeks_of_month = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)]),
        verbose_name=_("settimane del mese"),
        default=list,
        blank=True,
        help_text=_("Vuoto: ogni settimana. «1,3»: il primo e il terzo del mese."),
    )
    valid_from = models.DateField(_("vale dal"), null=True, blank=True)
    valid_to = models.DateField(_("vale fino al (compreso)"), null=True, blank=True)
    by_appointment = models.BooleanField(_("solo su appuntamento"), default=False)
    note = models.CharField(_("nota"), max_length=120, blank=True)

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("orario settimanale")
        verbose_name_plural = _("orari settimanali")
        constraints = [
            models.CheckConstraint(
                name="opening_rule_closes_after_it_opens",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=_("L'ora di chiusura deve venire dopo quella di apertura."),
            ),
            models.CheckConstraint(
                name="opening_rule_validity_is_not_upside_down",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("La fine della validità viene prima dell'inizio."),
            ),
            models.CheckConstraint(
                name="opening_rule_names_a_real_weekday", condition=Q(weekday__range=(1, 7))
            ),
        ]
        indexes = [models.Index(name="rules_of_a_weekday", fields=["weekday", "opens", "closes"])]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(models.Model):
    """From a day to a day the weekly rules do not count: closed, or open at other hours."""

    service = models.ForeignKey("services.Service", models.CASCADE, related_name="opening_exceptions")
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al (compreso)"))
    opens = models.TimeField(_("apre"), null=True, blank=True, help_text=_("Vuoto: chiuso."))
    closes = models.TimeField(_("chiude"), null=True, blank=True)
    reason = models.CharField(_("motivo"), max_length=120, blank=True)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("eccezione agli orari")
        verbose_name_plural = _("eccezioni agli orari")
        constraints = [
            models.CheckConstraint(
                name="opening_exception_days_are_in_order",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("L'ultimo giorno viene prima del primo."),
            ),
            models.CheckConstraint(
                name="opening_exception_is_closed_or_has_hours",
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                violation_error_message=_(
                    "Scrivi sia l'apertura sia la chiusura, in ordine; o nessuna delle due."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"
