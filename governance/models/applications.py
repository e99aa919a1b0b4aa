"""To ask to be a member, and what the board answers; to be excluded, after having been heard.

Art. 23 and 24 D.Lgs. 117/2017, art. 24 of the civil code: admission and exclusion are decided, and say why.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .decisions import Decision
from .members import Member, keeps_members
from .named import Named, somebody

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Art. 23, comma 2: sixty days to answer; comma 3: sixty days to ask the assembly, from when the refusal is told.
DAYS_TO_ANSWER, DAYS_TO_APPEAL = 60, 60


class ApplicationQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and of those for whom one answers; all for who keeps the book."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped() if keeps_members(user) else self.of_family(user)

    def of_family(self, user: User) -> Self:
        """One's own and of those for whom one answers today, also for who keeps the book."""
        return self.scoped().filter(person__in=Person.objects.of_family(user).values("pk"))

    def waiting(self) -> Self:
        """Those that the board, or the assembly, has still to decide."""
        asked = Q(state=MembershipApplication.State.REFUSED, appealed_on__isnull=False, appeal_decision=None)
        return self.filter(Q(state=MembershipApplication.State.APPLIED) | asked)


class MembershipApplication(Named, PrivateModel):
    """That somebody asks to be a member; for a minor, who answers for them asks. Admitted, it goes into the book."""

    class State(models.TextChoices):
        APPLIED = "applied", _("in attesa della decisione")
        ADMITTED = "admitted", _("accolta")
        REFUSED = "refused", _("non accolta")
        WITHDRAWN = "withdrawn", _("ritirata")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="applications", verbose_name=_("associazione")
    )
    applicant = somebody(_("chi la presenta"))
    applicant_name = models.CharField(_("chi la presenta (nome)"), max_length=170)
    reasons = models.TextField(_("perché vuole associarsi"), max_length=1000, blank=True)
    is_at_desk = models.BooleanField(_("presentata allo sportello"), default=False)
    applied_on = models.DateField(_("presentata il"))
    state = models.CharField(_("a che punto è"), max_length=10, choices=State, default=State.APPLIED)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decisione")
    )
    decided_on = models.DateField(_("decisa il"), null=True, blank=True)
    refused_because = models.TextField(_("perché non è accolta"), max_length=1000, blank=True)
    appealed_on = models.DateField(_("ha chiesto all'assemblea il"), null=True, blank=True)
    appeal_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decisione dell'assemblea"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["applied_on", "name"]
        verbose_name = _("domanda di associazione")
        verbose_name_plural = _("domande di associazione")
        constraints = [
            models.UniqueConstraint(
                name="one_application_at_a_time",
                fields=["organization", "person"],
                condition=Q(state="applied"),
                violation_error_message=_("C'è già una domanda in attesa della decisione."),
            ),
            models.CheckConstraint(
                name="an_application_is_decided",
                condition=Q(state="applied", decision=None, decided_on=None)
                | Q(state="withdrawn", decision=None, decided_on__isnull=False)
                | Q(state__in=["admitted", "refused"], decision__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refusal_says_why",
                condition=~Q(state="refused") | ~Q(refused_because=""),
                violation_error_message=_("Scrivi perché: chi ha fatto domanda ha diritto di saperlo."),
            ),
            models.CheckConstraint(
                name="only_a_refusal_goes_to_the_assembly",
                condition=Q(appealed_on=None, appeal_decision=None) | ~Q(refused_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answer_by(self) -> date:
        """By when the board answers."""
        return self.applied_on + timedelta(days=DAYS_TO_ANSWER)

    @property
    def appeal_by(self) -> date | None:
        """Until when one may ask the assembly; None for what was not refused."""
        return (
            self.decided_on + timedelta(days=DAYS_TO_APPEAL)
            if self.decided_on and self.refused_because
            else None
        )


class ExclusionQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own and of those for whom one answers; all for who keeps the book."""
        if not user.is_authenticated:
            return self.none().scoped()
        if keeps_members(user):
            return self.scoped()
        return self.scoped().filter(person__in=Person.objects.of_family(user).values("pk"))

    def open(self) -> Self:
        """Those not decided yet."""
        return self.filter(closed_on=None)


class Exclusion(Named, PrivateModel):
    """That a member may be excluded: why, when they are heard, what they say, and what was decided."""

    class Outcome(models.TextChoices):
        OPEN = "", _("da decidere")
        EXCLUDED = "excluded", _("esclusa o escluso")
        KEPT = "kept", _("resta nell'associazione")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="exclusions", verbose_name=_("chi"))
    reasons = models.TextField(_("che cosa le si contesta"), max_length=2000)
    opened_on = models.DateField(_("contestata il"))
    hearing_on = models.DateField(_("può essere ascoltata o ascoltato il"))
    statement = models.TextField(_("che cosa ha detto"), max_length=4000, blank=True)
    outcome = models.CharField(_("esito"), max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decisione")
    )
    closed_on = models.DateField(_("decisa il"), null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["opened_on", "name"]
        verbose_name = _("esclusione")
        verbose_name_plural = _("esclusioni")
        constraints = [
            models.UniqueConstraint(
                name="one_exclusion_at_a_time",
                fields=["member"],
                condition=Q(closed_on=None),
                violation_error_message=_("C'è già una contestazione da decidere."),
            ),
            models.CheckConstraint(
                name="who_is_charged_has_time_to_answer",
                condition=Q(hearing_on__gt=F("opened_on")),
                violation_error_message=_("Deve avere il tempo di rispondere: scegli un giorno dopo oggi."),
            ),
            models.CheckConstraint(
                name="nobody_is_excluded_before_the_hearing",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("hearing_on")),
                violation_error_message=_(
                    "Si decide solo dopo il giorno in cui può essere ascoltata o ascoltato."
                ),
            ),
            models.CheckConstraint(
                name="an_exclusion_is_decided",
                condition=Q(outcome="", closed_on=None, decision=None)
                | Q(outcome__in=["excluded", "kept"], closed_on__isnull=False, decision__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
