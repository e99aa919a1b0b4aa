"""What a volunteer has spent and asks back: one day, one expense. Flat sums have no place to be written in.

Who may claim, on which day, under which decision and up to how much, the database says to whoever writes (migration
`0010_limits_of_expenses`), one claim of a person after the other.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person, StoredFile
from networking.models.private import PrivateModel, PrivateQuerySet

from .assignments import Assignment
from .expense_decisions import ExpenseItem
from .kinds import HelpKind
from .volunteers import COORDINATE

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

FOLLOWED = "le persone seguite da chi decide i rimborsi"


class ExpenseClaimQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the volunteers one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(Q(person__account=user) | self._followed(user))

    def coordinated_by(self, user: User) -> Self:
        """Those of the volunteers of the territory in which `user` follows them."""
        return self.scoped().filter(self._followed(user))

    def own(self, user: User) -> Self:
        """Those that `user` asks back for themselves."""
        return self.scoped().filter(person__account=user)

    def alive(self) -> Self:
        """Those that count for the limits: neither refused nor taken back."""
        return self.filter(state__in=ExpenseClaim.ALIVE)

    def of_month(self, day: date) -> Self:
        """Those of the month of `day`."""
        return self.filter(day__year=day.year, day__month=day.month)

    def _followed(self, user: User) -> Q:
        """Who keeps the accounts everywhere also sees those of who is no longer in the portal."""
        scope = user.scope(*COORDINATE)
        if scope.everywhere:
            return Q(pk__isnull=False)
        people = Person.objects.for_everyone(reason=FOLLOWED).filter(scope.following())
        return Q(person__in=people.values("pk"))


class ExpenseClaim(PrivateModel):
    """A sum that somebody asks back. Once decided it is never changed; only paid."""

    class Kind(models.TextChoices):
        DOCUMENTED = "documented", _("con la ricevuta")
        SELF_DECLARED = "self_declared", _("con autocertificazione")

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("da decidere")
        APPROVED = "approved", _("approvato")
        REFUSED = "refused", _("non accolto")
        PAID = "paid", _("pagato")
        WITHDRAWN = "withdrawn", _("ritirato")

    ALIVE = (State.HANDED_IN, State.APPROVED, State.PAID)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The accounts stay when the person's own data are erased: the id then leads nowhere, the name remains.
    person = models.ForeignKey(
        Person, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("chi")
    )
    # Written by the database, as it is that day.
    name = models.CharField(_("nome e cognome"), max_length=161, editable=False)
    item = models.ForeignKey(ExpenseItem, models.PROTECT, related_name="claims", verbose_name=_("spesa"))
    activity = models.ForeignKey(
        HelpKind, models.PROTECT, related_name="+", verbose_name=_("per quale aiuto")
    )
    assignment = models.ForeignKey(
        Assignment,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("turno"),
    )
    kind = models.CharField(_("come si dimostra"), max_length=13, choices=Kind)
    day = models.DateField(_("giorno della spesa"))
    amount = models.DecimalField(_("quanto (euro)"), max_digits=7, decimal_places=2)
    what_for = models.CharField(_("per che cosa"), max_length=200)
    # One sheet of paper is given back once.
    receipt = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ricevuta")
    )
    state = models.CharField(_("a che punto è"), max_length=9, choices=State, default=State.HANDED_IN)
    handed_in_at = models.DateTimeField(_("chiesto il"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("scritto da"),
    )
    decided_at = models.DateTimeField(_("deciso il"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deciso da"),
    )
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    paid_on = models.DateField(_("pagato il"), null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pagato da"),
    )

    objects = ExpenseClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-handed_in_at", "id"]
        verbose_name = _("rimborso chiesto")
        verbose_name_plural = _("rimborsi chiesti")
        indexes = [
            models.Index(name="expenses_of_a_person", fields=["person", "day"]),
            models.Index(name="expenses_by_state", fields=["state", "day"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_expense_is_more_than_nothing",
                condition=Q(amount__gt=0),
                violation_error_message=_("Scrivi quanto hai speso."),
            ),
            models.CheckConstraint(
                name="an_expense_says_what_for",
                condition=~Q(what_for=""),
                violation_error_message=_("Scrivi per che cosa."),
            ),
            # Art. 17, comma 3: what is given back has really been spent, and is documented.
            models.CheckConstraint(
                name="a_documented_expense_has_its_receipt",
                condition=Q(kind="documented", receipt__isnull=False)
                | Q(kind="self_declared", receipt__isnull=True),
                violation_error_message=_("Serve la ricevuta."),
            ),
            models.CheckConstraint(
                name="a_decision_on_an_expense_says_whose",
                condition=Q(state__in=["handed_in", "withdrawn"], decided_at=None, decided_by=None)
                | Q(
                    state__in=["approved", "refused", "paid"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_refused_expense_says_why",
                condition=~Q(state="refused") | ~Q(reason=""),
                violation_error_message=_("Scrivi il motivo."),
            ),
            models.CheckConstraint(
                name="a_paid_expense_says_when",
                condition=Q(state="paid", paid_on__isnull=False, paid_by__isnull=False)
                | (~Q(state="paid") & Q(paid_on=None, paid_by=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount} €"
