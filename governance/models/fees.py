"""What it costs to be a member in a year, who has paid, and the numbered receipt."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .decisions import Decision
from .members import Member, keeps_members
from .named import Named

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

UNPAID = "chi tra gli associati non ha ancora versato la quota"


class YearlyFee(models.Model):
    """The fee of a year, set by a decision. Once somebody has paid it the database changes it no more."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="fees", verbose_name=_("associazione")
    )
    year = models.PositiveSmallIntegerField(_("anno"))
    amount = models.DecimalField(
        _("quota (euro)"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    due_on = models.DateField(_("da versare entro il"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="+", verbose_name=_("decisione che la stabilisce")
    )

    class Meta:
        ordering = ["organization", "-year"]
        verbose_name = _("quota di un anno")
        verbose_name_plural = _("quote degli anni")
        constraints = [
            models.UniqueConstraint(
                name="one_fee_a_year",
                fields=["organization", "year"],
                violation_error_message=_("La quota di questo anno è già stabilita."),
            ),
            models.CheckConstraint(
                name="a_fee_is_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("La quota è zero o più."),
            ),
            models.CheckConstraint(
                name="a_fee_is_due_in_its_year",
                condition=Q(due_on__year=models.F("year")),
                violation_error_message=_("Il giorno deve essere nell'anno della quota."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.year}"

    def owing(self) -> models.QuerySet[Member]:
        """The members of its year who are still members and have not paid it."""
        paid = (
            FeePayment.objects.for_everyone(reason=UNPAID).standing().filter(fee=self, member=OuterRef("pk"))
        )
        members = Member.objects.for_everyone(reason=UNPAID).filter(
            organization=self.organization_id, left_on=None, admitted_on__year__lte=self.year
        )
        return members.filter(~Exists(paid))


class FeePaymentQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and of those for whom one answers; all for who keeps the book."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped() if keeps_members(user) else self.of_family(user)

    def of_family(self, user: User) -> Self:
        """One's own and of those for whom one answers today, also for who keeps the book."""
        return self.scoped().filter(person__in=Person.objects.of_family(user).values("pk"))

    def standing(self) -> Self:
        """Those that were not undone."""
        return self.filter(voided_at=None)


class FeePayment(Named, PrivateModel):
    """That a member has paid the fee of a year. Year, number and amount are the database's; it is never deleted."""

    class Method(models.TextChoices):
        CASH = "cash", _("in contanti")
        TRANSFER = "transfer", _("con bonifico")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="payments", verbose_name=_("chi"))
    fee = models.ForeignKey(YearlyFee, models.PROTECT, related_name="payments", verbose_name=_("quota"))
    amount = models.DecimalField(_("quanto (euro)"), max_digits=6, decimal_places=2, editable=False)
    method = models.CharField(_("come"), max_length=8, choices=Method)
    paid_on = models.DateField(_("versata il"))
    # The receipt: numbered without gaps in the year in which it was written.
    year = models.PositiveSmallIntegerField(_("anno della ricevuta"), editable=False)
    number = models.PositiveIntegerField(_("numero della ricevuta"), editable=False)
    recorded_at = models.DateTimeField(_("scritta il"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("da"),
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", editable=False, verbose_name=_("associazione")
    )
    voided_at = models.DateTimeField(_("annullata il"), null=True, blank=True)
    voided_because = models.CharField(_("perché è annullata"), max_length=300, blank=True)

    objects = FeePaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("quota versata")
        verbose_name_plural = _("quote versate")
        constraints = [
            models.UniqueConstraint(name="one_receipt_a_number", fields=["organization", "year", "number"]),
            models.UniqueConstraint(
                name="a_fee_is_paid_once",
                fields=["member", "fee"],
                condition=Q(voided_at=None),
                violation_error_message=_("Questa quota è già stata versata."),
            ),
            models.CheckConstraint(
                name="a_voided_receipt_says_why",
                condition=Q(voided_at=None, voided_because="")
                | (Q(voided_at__isnull=False) & ~Q(voided_because="")),
                violation_error_message=_("Scrivi perché la annulli."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
