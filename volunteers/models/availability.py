"""When a volunteer can, what they can do, what they would rather do: said by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .volunteers import COORDINATE, Volunteer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("lunedì")
    TUESDAY = 2, _("martedì")
    WEDNESDAY = 3, _("mercoledì")
    THURSDAY = 4, _("giovedì")
    FRIDAY = 5, _("venerdì")
    SATURDAY = 6, _("sabato")
    SUNDAY = 7, _("domenica")


class PartOfDay(models.TextChoices):
    """Their hours stand in `free_hours.PARTS`."""

    MORNING = "morning", _("mattina")
    AFTERNOON = "afternoon", _("pomeriggio")
    EVENING = "evening", _("sera")


class SaidQuerySet(PrivateQuerySet):
    """What a volunteer told of themselves."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; that of the volunteers one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("volunteer__person__")
        return self.scoped().filter(Q(volunteer__person__account=user) | coordinated)


class AvailabilityRule(PrivateModel):
    """A part of a weekday in which somebody is usually free."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="week", verbose_name=_("chi"))
    weekday = models.PositiveSmallIntegerField(_("giorno della settimana"), choices=Weekday)
    part = models.CharField(_("parte del giorno"), max_length=10, choices=PartOfDay)
    valid_from = models.DateField(_("dal"))
    valid_to = models.DateField(_("fino al"), null=True, blank=True, help_text=_("Quel giorno compreso."))

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "weekday", "part", "id"]
        verbose_name = _("quando può")
        verbose_name_plural = _("quando possono")
        constraints = [
            models.UniqueConstraint(
                name="one_open_rule_per_part_of_a_weekday",
                fields=["volunteer", "weekday", "part"],
                condition=Q(valid_to=None),
                violation_error_message=_("L'ha già detto."),
            ),
            models.CheckConstraint(name="a_weekday_is_one_of_seven", condition=Q(weekday__range=(1, 7))),
            models.CheckConstraint(
                name="availability_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Finirebbe prima di cominciare."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_part_display()}"


class AvailabilityException(PrivateModel):
    """Days that are not like the others: away, or free although one usually is not."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="exceptions", verbose_name=_("chi"))
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"), help_text=_("Quel giorno compreso."))
    part = models.CharField(
        _("parte del giorno"),
        max_length=10,
        choices=PartOfDay,
        blank=True,
        help_text=_("Vuota: tutto il giorno."),
    )
    is_available = models.BooleanField(_("può"), default=False)

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["volunteer", "first_day", "id"]
        verbose_name = _("giorno diverso dal solito")
        verbose_name_plural = _("giorni diversi dal solito")
        constraints = [
            models.CheckConstraint(
                name="different_days_end_after_they_begin",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("L'ultimo giorno viene prima del primo."),
            ),
            models.UniqueConstraint(
                name="different_days_are_said_once",
                fields=["volunteer", "first_day", "last_day", "part"],
                violation_error_message=_("Questi giorni li hai già scritti."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"
