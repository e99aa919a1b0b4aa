"""What an ente has decided to give back of what its volunteers spend (art. 17, commi 3-4, D.Lgs. 117/2017).

Without a decision in force that day nothing is given back; what a claim has already used is never rewritten.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from networking.models import RoleKind, StoredFile
from services.models import Organization

from .kinds import HelpKind

if TYPE_CHECKING:
    from datetime import date

# Who writes decisions, and says that a sum was paid: there is no treasurer among the roles.
KEEP_ACCOUNTS = (RoleKind.ADMINISTRATOR,)
CENT = Decimal("0.01")


class ExpenseDecisionQuerySet(models.QuerySet["ExpenseDecision"]):
    def in_force_on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class ExpenseDecision(models.Model):
    """A «delibera» of the ente's board: from when to when, for which help, and in its items for which expenses."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("ente che rimborsa")
    )
    number = models.CharField(_("numero"), max_length=40)
    adopted_on = models.DateField(_("presa il"))
    activities = models.ManyToManyField(HelpKind, related_name="+", verbose_name=_("per quali aiuti"))
    valid_from = models.DateField(_("vale dal"))
    valid_until = models.DateField(
        _("fino al"),
        null=True,
        blank=True,
        help_text=_("Quel giorno non vale più. Vuoto: finché non cambia."),
    )
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("testo in PDF")
    )

    objects = ExpenseDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "number"]
        verbose_name = _("delibera sui rimborsi")
        verbose_name_plural = _("delibere sui rimborsi")
        constraints = [
            models.UniqueConstraint(
                name="one_decision_per_number",
                fields=["organization", "number", "adopted_on"],
                violation_error_message=_("Questa delibera c'è già."),
            ),
            models.CheckConstraint(
                name="a_decision_comes_before_what_it_pays",
                condition=Q(valid_from__gte=F("adopted_on")),
                violation_error_message=_("Non può valere prima del giorno in cui è stata presa."),
            ),
            models.CheckConstraint(
                name="a_decision_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message=_("Finirebbe prima di cominciare."),
            ),
        ]

    def __str__(self) -> str:
        return _now("delibera n. {number} del {day}").format(
            number=self.number, day=f"{self.adopted_on:%d/%m/%Y}"
        )

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class ExpenseItem(models.Model):
    """A kind of expense that a decision gives back: with a receipt up to so much, on one's word, or both."""

    class What(models.TextChoices):
        CAR = "car", _("auto propria")
        TRANSPORT = "transport", _("treno, autobus, taxi")
        PARKING = "parking", _("parcheggio e pedaggio")
        MEAL = "meal", _("pasto")
        TELEPHONE = "telephone", _("telefono")
        MATERIALS = "materials", _("materiali per l'attività")
        LODGING = "lodging", _("alloggio")

    decision = models.ForeignKey(
        ExpenseDecision, models.CASCADE, related_name="items", verbose_name=_("delibera")
    )
    what = models.CharField(_("che spesa è"), max_length=10, choices=What)
    may_be_self_declared = models.BooleanField(
        _("anche con autocertificazione"),
        default=False,
        help_text=_("Al massimo 10 euro al giorno e 150 euro al mese per persona: lo dice la legge."),
    )
    most_documented = models.DecimalField(
        _("con la ricevuta, al massimo (euro)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(CENT)],
        help_text=_("Per persona e per giorno. Vuoto: con la ricevuta non si rimborsa."),
    )

    class Meta:
        ordering = ["decision", "what"]
        verbose_name = _("spesa ammessa")
        verbose_name_plural = _("spese ammesse")
        constraints = [
            models.UniqueConstraint(
                name="an_expense_once_in_a_decision",
                fields=["decision", "what"],
                violation_error_message=_("Questa spesa c'è già."),
            ),
            models.CheckConstraint(
                name="an_item_gives_something_back",
                condition=Q(may_be_self_declared=True) | Q(most_documented__gt=0),
                violation_error_message=_(
                    "Scrivi il limite con la ricevuta, o ammetti l'autocertificazione."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())

    def gives_back(self, kind: str) -> Decimal:
        """How much a day it gives back of a claim of that `kind` (an ExpenseClaim.Kind), in euros; 0 for nothing."""
        if kind == "documented":
            return self.most_documented or Decimal(0)
        return Decimal(1) if self.may_be_self_declared else Decimal(0)
