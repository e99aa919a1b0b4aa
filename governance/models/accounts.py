"""The accounts of a year, approved by the assembly, and what goes to the register of the Third Sector (RUNTS)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from services.models import Organization

from .decisions import Decision


class YearlyAccounts(models.Model):
    """The accounts that closed a year: the document, the decision that approved it, when it was deposited.

    Art. 13 and art. 48, comma 3, D.Lgs. 117/2017. What approved it is an assembly's decision, or the database refuses.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="accounts", verbose_name=_("associazione")
    )
    year = models.PositiveSmallIntegerField(_("anno"))
    document = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("documento"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="+", verbose_name=_("decisione che lo approva")
    )
    workers = models.PositiveIntegerField(
        _("persone che lavorano per l'associazione al 31 dicembre"), null=True, blank=True
    )
    added_at = models.DateTimeField(_("caricato il"))
    deposited_on = models.DateField(_("depositato al RUNTS il"), null=True, blank=True)
    deposit_number = models.CharField(_("protocollo del deposito"), max_length=80, blank=True)

    class Meta:
        ordering = ["organization", "-year"]
        verbose_name = _("bilancio di un anno")
        verbose_name_plural = _("bilanci degli anni")
        constraints = [
            models.UniqueConstraint(
                name="one_set_of_accounts_a_year",
                fields=["organization", "year"],
                violation_error_message=_("Il bilancio di questo anno c'è già."),
            ),
            models.CheckConstraint(
                name="a_deposit_has_its_day",
                condition=Q(deposit_number="") | Q(deposited_on__isnull=False),
                violation_error_message=_("Scrivi anche il giorno del deposito."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.year}"
